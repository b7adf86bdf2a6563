//! Building the parts that `serve` and `handle` share.

use crate::app::App;
use crate::callback::HttpCallBack;
use crate::clock::Clock;
use crate::config::Config;
use crate::directory::TableDirectory;
use crate::server::StartError;
use crate::store::Store;
use std::sync::Arc;

/// Builds what the use cases work with. Nothing is connected to yet: the database may be down now and come up later.
///
/// # Errors
///
/// When the connection pools or the client for the call back cannot be made.
pub(crate) fn app(config: &Config, clock: Arc<dyn Clock>) -> Result<Arc<App>, StartError> {
    let store = Store::new(&config.database).map_err(StartError::Store)?;
    let call_back =
        HttpCallBack::new(&config.accredited_programmes, config.profile).map_err(StartError::CallBack)?;
    Ok(Arc::new(App {
        directory: Arc::new(TableDirectory::new(store.clone())),
        store,
        call_back: Arc::new(call_back),
        clock,
    }))
}
