//! The contract for people: `/docs` shows the OpenAPI document and tries operations out, `/docs/events` shows the
//! AsyncAPI document.
//!
//! Everything that the pages need is in the binary; nothing comes from elsewhere, and their content security policy
//! sees to it. They are no part of the contract, so their route is not published. `server/docs-ui/README.md` says where
//! the files come from.

mod asset;
mod assets;
mod conditional;
mod route;

pub(super) use route::docs;
