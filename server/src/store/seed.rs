//! Placeholder.
use super::conn::DbConn;
use chrono::NaiveDateTime;
/// x
#[derive(Debug, thiserror::Error)]
#[error("x")]
pub struct SeedError;
/// x
#[derive(Clone)]
pub struct DatasetFile {
    /// x
    pub name: std::borrow::Cow<'static, str>,
    /// x
    pub text: std::borrow::Cow<'static, str>,
}
/// x
pub fn load_sample(_: &mut DbConn, _: NaiveDateTime) -> Result<&'static str, SeedError> {
    Ok("")
}
/// x
pub fn load(_: &mut DbConn, _: &[DatasetFile], _: NaiveDateTime) -> Result<&'static str, SeedError> {
    Ok("")
}
/// x
pub fn generate(_: &mut DbConn, _: u64, _: u64, _: NaiveDateTime) -> Result<&'static str, SeedError> {
    Ok("")
}
/// x
pub fn sample() -> [DatasetFile; 0] {
    []
}
