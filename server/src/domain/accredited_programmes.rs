//! Which of Delius' codes mean accredited programmes.

/// Main category codes of requirements: rehabilitation activity (`RM38`) and court-ordered (`7`) programmes.
pub const REQUIREMENT_CATEGORIES: [&str; 2] = ["RM38", "7"];

/// Main category code of licence conditions.
pub const LICENCE_CONDITION_CATEGORY: &str = "LAP";

/// The code of the local admin unit (LAU) that runs a region's accredited programmes, if the region has one.
///
/// The codes follow no rule; the table is that of behaviour 2.13, and right as it stands.
pub fn local_admin_unit(region_code: &str) -> Option<&'static str> {
    Some(match region_code {
        "N03" => "N03ACPR",
        "N07" => "N07ACPR",
        "N50" => "N50APR",
        "N51" => "N51APR",
        "N52" => "N52DDM",
        "N53" => "N53ACPR",
        "N54" => "N54ACPR",
        "N55" => "N55ACPR",
        "N56" => "N56APCR",
        "N57" => "N57ACPR",
        "N58" => "N58ACPR",
        "N59" => "N59ACPR",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_regions_have_a_unit_and_codes_are_compared_as_they_are() {
        let mapped = (0..100).filter(|number| local_admin_unit(&format!("N{number:02}")).is_some()).count();
        assert_eq!(mapped, 12);
        assert_eq!(local_admin_unit("N52"), Some("N52DDM"));
        assert_eq!(local_admin_unit("n52"), None);
        assert_eq!(local_admin_unit("N60"), None);
    }
}
