//! The rules of the call back, each by the name of its test.

mod addresses;
mod allow_list;
mod replies;
mod support;
mod tokens;
