//! The integration tests, one file a resource or concern. `apd_tests` is their harness.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

mod access;
mod authentication;
mod bad_input;
mod document;
mod expected;
mod health;
mod keys;
mod layers;
mod licence_conditions;
mod log;
mod offences;
mod personal_details;
mod regions;
mod registrations;
mod requests;
mod requirements;
mod search_appointments;
mod sentence;
mod slow_callers;
mod start_up;
mod statements;
mod unavailable;
mod user_teams;
