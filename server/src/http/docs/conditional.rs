//! Conditional requests (RFC 9110, section 13.1.2).

use http::HeaderMap;
use http::header::IF_NONE_MATCH;

/// Whether the caller has the file with this entity tag already.
pub(super) fn is_known(headers: &HeaderMap, entity_tag: &str) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    // The comparison is the weak one: a proxy that compressed the file anew may have made the tag weak. No tag of ours
    // holds a comma.
    tags.flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == entity_tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn known(values: &[&'static str]) -> bool {
        let values = values.iter().map(|value| (IF_NONE_MATCH, HeaderValue::from_static(value)));
        is_known(&values.collect(), "\"this\"")
    }

    #[test]
    fn file_is_known_by_its_tag_wherever_it_stands() {
        for values in
            [&["\"this\""][..], &["W/\"this\""], &["\"other\", \"this\""], &["*"], &["\"other\"", "\"this\""]]
        {
            assert!(known(values), "{values:?}");
        }
    }

    #[test]
    fn other_tags_do_not_match() {
        for values in [&[][..], &["\"other\""], &["this"], &["\"this"], &[""]] {
            assert!(!known(values), "{values:?}");
        }
    }
}
