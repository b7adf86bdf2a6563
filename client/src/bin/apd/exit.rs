//! Exit codes, and what the help says of them.

use apd_client::FailureKind;
use std::process::ExitCode;

/// The part of the help that scripts are written by.
pub const HELP: &str = "\
Environment:
  APD_CLIENT_SECRET  secret of the client id; there is no option for it, because others could see it

Exit codes:
  0   it worked
  1   the service refused the request (a 4xx of none of the other codes, or a redirect)
  2   wrong use of apd, a file of another shape included; nothing was asked (but
      by smoke without a token, what needs none)
  3   the service says that there is no such thing (404); to appointment create, update and delete: that reference
      data is missing in Delius
  4   not authorised: no valid token, or without the role (401, 403)
  74  the answer could not be written
  75  failed for now, try again later (5xx, 408, 425, 429, no connection, no answer in time or none that can be
      read, lost race)

Every command may be given again as it stands: creating, updating or deleting the same appointments once more changes
nothing, as long as nobody else has changed them. (Delius' audit shows an update for each time that it was sent.)";

/// How `apd` ends. 74 and 75 are `EX_IOERR` and `EX_TEMPFAIL` of `sysexits.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It worked.
    Ok = 0,
    /// The service refused the request.
    Refused = 1,
    /// Wrong use. Clap ends with the same code.
    Usage = 2,
    /// There is no such thing.
    NotFound = 3,
    /// No valid token, or one without the role.
    NotAuthorised = 4,
    /// The answer could not be written.
    Output = 74,
    /// It may work later.
    Temporary = 75,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

impl From<FailureKind> for Exit {
    fn from(kind: FailureKind) -> Self {
        match kind {
            FailureKind::InvalidRequest => Exit::Usage,
            FailureKind::NotFound => Exit::NotFound,
            FailureKind::NotAuthorised | FailureKind::TokenRefused => Exit::NotAuthorised,
            FailureKind::Refused | FailureKind::UnexpectedReply => Exit::Refused,
            // A record that contradicts itself is a 5xx, too: once it is mended in Delius, the same command works.
            FailureKind::InconsistentData
            | FailureKind::LostRace
            | FailureKind::Unavailable
            | FailureKind::UnreadableReply
            | FailureKind::TokenUnavailable
            | FailureKind::NotConnected
            | FailureKind::TimedOut
            | FailureKind::Interrupted => Exit::Temporary,
        }
    }
}
