//! Work of the harness, done on a thread of its own.

use anyhow::anyhow;
use tokio::runtime::Handle;

/// Runs work that may block and panic, as that of the harness does, without stopping anything else: the verifier goes on
/// to the next interaction.
///
/// # Errors
///
/// The text of a panic.
pub(super) async fn apart<T, F>(work: F) -> anyhow::Result<T>
where
    T: Send + 'static,
    F: AsyncFnOnce() -> T + Send + 'static,
{
    let runtime = Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work())).await;
    done.map_err(|error| match error.try_into_panic() {
        Ok(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            anyhow!("{}", text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("a panic"))
        }
        Err(error) => error.into(),
    })
}
