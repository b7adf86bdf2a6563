//! A file that the pages consist of.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::OnceLock;

/// A file that the pages consist of.
pub(super) struct Asset {
    /// Its name below `/docs/`; that of the page at `/docs` itself is empty.
    pub(super) name: &'static str,
    /// Its media type.
    pub(super) content_type: &'static str,
    /// How `content` is compressed. Every browser takes gzip, so that there is no other form.
    pub(super) content_encoding: Option<&'static str>,
    /// Its bytes.
    pub(super) content: &'static [u8],
    entity_tag: OnceLock<String>,
}

impl Asset {
    /// A file as it stands.
    pub(super) const fn plain(
        name: &'static str,
        content_type: &'static str,
        content: &'static [u8],
    ) -> Asset {
        Asset { name, content_type, content_encoding: None, content, entity_tag: OnceLock::new() }
    }

    /// A file that is compressed already.
    pub(super) const fn gzipped(
        name: &'static str,
        content_type: &'static str,
        content: &'static [u8],
    ) -> Asset {
        Asset { name, content_type, content_encoding: Some("gzip"), content, entity_tag: OnceLock::new() }
    }

    /// A strong validator, made from the content.
    pub(super) fn entity_tag(&self) -> &str {
        self.entity_tag.get_or_init(|| {
            let digest = digest(&SHA256, self.content);
            format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest))
        })
    }
}
