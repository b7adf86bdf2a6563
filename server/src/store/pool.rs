//! A bounded pool of connections, each used by one blocking thread at a time.
//!
//! Callers wait in order for a connection, at most so many of them beside messages, and at most so long. A connection is
//! not probed when it is taken out, which would cost a round trip each time; one that turns out to be lost is thrown away.

use super::conn::{self, CountingConn};
use super::failure::{StoreError, connection_is_lost, is_read_only};
use crate::config::DatabaseConfig;
use crate::op::OpContext;
use deadpool::Runtime;
use deadpool::managed::{Manager, Metrics, Object, Pool as ManagedPool, RecycleResult, Timeouts};
use deadpool_sync::SyncWrapper;
use diesel::ConnectionError;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long a new connection may take to open; libpq itself gives up on an address after two seconds.
const CREATE_TIMEOUT: Duration = Duration::from_secs(5);

/// What the connections of a pool may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Read and write.
    Full,
    /// Read only; SQLite refuses anything else on such a connection.
    ReadOnly,
}

pub(super) struct ConnectionManager {
    config: DatabaseConfig,
    access: Access,
}

impl Manager for ConnectionManager {
    type Type = SyncWrapper<CountingConn>;
    type Error = ConnectionError;

    async fn create(&self) -> Result<Self::Type, ConnectionError> {
        let (config, access) = (self.config.clone(), self.access);
        SyncWrapper::new(Runtime::Tokio1, move || conn::establish(&config, access)).await
    }

    async fn recycle(&self, _: &mut Self::Type, _: &Metrics) -> RecycleResult<ConnectionError> {
        // Lost connections never come back to the pool, see `Pool::run`.
        Ok(())
    }
}

pub(super) struct Pool {
    connections: ManagedPool<ConnectionManager>,
    /// One permit for each caller that has or waits for a connection, but for messages.
    callers: Semaphore,
}

impl Pool {
    pub(super) fn new(
        config: &DatabaseConfig,
        access: Access,
        size: usize,
        queue_limit: usize,
    ) -> Result<Pool, StoreError> {
        let timeouts =
            Timeouts { wait: Some(config.acquire_timeout), create: Some(CREATE_TIMEOUT), recycle: None };
        let connections = ManagedPool::builder(ConnectionManager { config: config.clone(), access })
            .max_size(size)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(StoreError::Pool)?;
        Ok(Pool { connections, callers: Semaphore::new(size + queue_limit) })
    }

    /// Runs `work` of an operation on a blocking thread with a connection of its own, and says how many statements it took.
    ///
    /// When the caller goes away, or `deadline` passes, the work goes on to its end on its thread; its connection is then
    /// closed, so that nobody else waits for it.
    pub(super) async fn run<T, E>(
        &self,
        op: &OpContext,
        deadline: Option<Duration>,
        work: impl FnOnce(&mut conn::DbConn) -> Result<T, E> + Send + 'static,
    ) -> Result<(Result<T, E>, u64), StoreError>
    where
        T: Send + 'static,
        E: AsDieselError + Send + 'static,
    {
        let _place = self.place(op)?;
        let checkout = Checkout(Some(self.connections.get().await?));
        let interaction = checkout.interact(move |counting| {
            let before = counting.statements();
            let result = work(&mut counting.conn);
            let error = result.as_ref().err().and_then(AsDieselError::as_diesel_error);
            let fate = Fate::of(conn::is_broken(&mut counting.conn), error);
            (result, counting.statements() - before, fate)
        });
        let finished = match deadline {
            Some(deadline) => tokio::time::timeout(deadline, interaction).await,
            None => Ok(interaction.await),
        };
        let (result, statements, fate) = finished.map_err(|_| StoreError::WorkTimeout)??;
        match fate {
            Fate::Serves => checkout.give_back(),
            Fate::Useless => {}
            Fate::Lost => {
                self.connections.retain(|_, _| false);
            }
        }
        Ok((result, statements))
    }

    /// A place in the queue, which is held until the work is done. Messages need none.
    fn place(&self, op: &OpContext) -> Result<Option<SemaphorePermit<'_>>, StoreError> {
        if op.is_message() {
            return Ok(None);
        }
        self.callers.try_acquire().map(Some).map_err(|_| StoreError::TooManyWaiting)
    }

    pub(super) fn close(&self) {
        self.connections.close();
    }
}

/// What work has shown of the connection that it ran on.
enum Fate {
    /// Others may use it.
    Serves,
    /// Nobody else may have it, which says nothing of the others.
    Useless,
    /// The server has gone or come back: what else is idle was opened before, and is lost, too.
    Lost,
}

impl Fate {
    fn of(broken: bool, error: Option<&diesel::result::Error>) -> Fate {
        match error {
            Some(error) if is_read_only(error) => Fate::Useless,
            Some(error) if connection_is_lost(error) => Fate::Lost,
            _ if broken => Fate::Lost,
            _ => Fate::Serves,
        }
    }
}

/// A connection in use. Unless it is given back, it is closed: its thread may still be busy with it, or it is lost.
struct Checkout(Option<Object<ConnectionManager>>);

impl Checkout {
    async fn interact<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut CountingConn) -> R + Send + 'static,
    ) -> Result<R, StoreError> {
        match &self.0 {
            Some(connection) => Ok(connection.interact(work).await?),
            None => Err(StoreError::Closed),
        }
    }

    fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(Object::take(connection));
        }
    }
}

/// An error that may hold one of diesel, which may tell that the connection is lost.
pub trait AsDieselError {
    /// The error of diesel, if that is what went wrong.
    fn as_diesel_error(&self) -> Option<&diesel::result::Error>;
}

impl AsDieselError for diesel::result::Error {
    fn as_diesel_error(&self) -> Option<&diesel::result::Error> {
        Some(self)
    }
}
