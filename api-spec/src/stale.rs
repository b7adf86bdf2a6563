//! Where a checked-in document differs from what the code says.

/// The first line that differs; none when there is none.
pub(crate) fn first_difference(present: &str, fresh: &str) -> Option<String> {
    if present == fresh {
        return None;
    }
    let mut lines = present.lines().zip(fresh.lines()).enumerate();
    Some(match lines.find(|(_, (present, fresh))| present != fresh) {
        Some((index, (present, fresh))) => {
            format!("line {}:\n  it says      {}\n  should be    {}", index + 1, present.trim(), fresh.trim())
        }
        None => "its length differs".to_owned(),
    })
}
