//! Which files there are. `server/docs-ui/README.md` says where those in `vendor/` come from.

use super::asset::Asset;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The bytes of a file of `server/docs-ui`.
macro_rules! file {
    ($path:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs-ui/", $path))
    };
}

static ASSETS: [Asset; 11] = [
    Asset::plain("", HTML, file!("pages/http-api.html")),
    Asset::plain("events", HTML, file!("pages/events.html")),
    Asset::plain("docs.css", STYLE, file!("pages/docs.css")),
    Asset::plain("http-api.js", SCRIPT, file!("pages/http-api.js")),
    Asset::plain("events.js", SCRIPT, file!("pages/events.js")),
    Asset::plain("fetch-document.js", SCRIPT, file!("pages/fetch-document.js")),
    Asset::gzipped("swagger-ui.js", SCRIPT, file!("vendor/swagger-ui.js.gz")),
    Asset::gzipped("swagger-ui.css", STYLE, file!("vendor/swagger-ui.css.gz")),
    Asset::gzipped("asyncapi.js", SCRIPT, file!("vendor/asyncapi.js.gz")),
    Asset::gzipped("asyncapi.css", STYLE, file!("vendor/asyncapi.css.gz")),
    Asset::plain("licences.txt", TEXT, file!("vendor/licences.txt")),
];

/// The file at these segments below `/docs`.
pub(super) fn find(segments: &[String]) -> Option<&'static Asset> {
    let name = match segments {
        [] => "",
        [name] => name,
        _ => return None,
    };
    ASSETS.iter().find(|asset| asset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn assets_are_found_by_their_whole_path_only() {
        let find = |path: &[&str]| find(&path.iter().map(ToString::to_string).collect::<Vec<_>>());

        assert_eq!(find(&[]).unwrap().name, "");
        assert_eq!(find(&["events.js"]).unwrap().name, "events.js");
        assert!(find(&["events.js", "events.js"]).is_none());
        assert!(find(&["nothing"]).is_none());
    }

    #[test]
    fn no_two_assets_share_a_name_or_an_entity_tag() {
        let names: BTreeSet<_> = ASSETS.iter().map(|asset| asset.name).collect();
        let tags: BTreeSet<_> = ASSETS.iter().map(Asset::entity_tag).collect();

        assert_eq!((names.len(), tags.len()), (ASSETS.len(), ASSETS.len()));
    }

    #[test]
    fn gzipped_assets_are_gzipped_and_the_others_are_text() {
        for asset in &ASSETS {
            let is_gzip = asset.content.starts_with(&[0x1f, 0x8b]);
            assert_eq!(asset.content_encoding == Some("gzip"), is_gzip, "{}", asset.name);
            assert_eq!(std::str::from_utf8(asset.content).is_err(), is_gzip, "{}", asset.name);
        }
    }
}
