//! The two engines that everything is tested on.

/// A database engine of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// Makes two tests of each function named, `…::sqlite` and `…::postgres`. The functions are asynchronous and take the
/// [`Engine`]; one that is not named is reported by the compiler as never used. After `blocking` stand functions that are
/// not asynchronous.
#[macro_export]
macro_rules! both_engines {
    (blocking $($test:ident),+ $(,)?) => {$(
        mod $test {
            #[test]
            fn sqlite() {
                super::$test($crate::Engine::Sqlite);
            }

            #[test]
            fn postgres() {
                super::$test($crate::Engine::Postgres);
            }
        }
    )+};
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[tokio::test]
            async fn sqlite() {
                super::$test($crate::Engine::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::$test($crate::Engine::Postgres).await;
            }
        }
    )+};
}
