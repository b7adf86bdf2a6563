//! What happens around every request: the token before it, and a look at the reply after it.

use crate::failure::token_failure;
use crate::generated::{Client, ClientInfo, Error};
use crate::operations;
use crate::reply::{self, ErrorBody};
use crate::token::TokenSource;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::header::AUTHORIZATION;
use reqwest::{Request, Response, StatusCode};

impl ClientHooks<TokenSource> for Client {
    /// Adds the bearer token where the operation asks for one.
    async fn pre<E>(&self, request: &mut Request, info: &OperationInfo) -> Result<(), Error<E>> {
        if operations::is_open(info.operation_id) {
            return Ok(());
        }
        match self.inner().authorization().await {
            Ok(Some(authorization)) => {
                request.headers_mut().insert(AUTHORIZATION, authorization);
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(error) => Err(Error::Custom(token_failure::describe(&error))),
        }
    }

    /// Sends the request, drops a token that is refused, and reads the body of an error.
    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        let authorization = request.headers().get(AUTHORIZATION).cloned();
        let response = self.client().execute(request).await?;
        if response.status() == StatusCode::UNAUTHORIZED
            && let Some(refused) = authorization
        {
            self.inner().invalidate(&refused);
        }
        if response.status().is_success() { Ok(response) } else { Ok(reply::buffered(response).await) }
    }

    /// Hands on an error reply as it is when its body is not the documented one.
    async fn post<E>(
        &self,
        result: &reqwest::Result<Response>,
        info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        let Ok(response) = result else { return Ok(()) };
        match response.extensions().get::<ErrorBody>() {
            Some(body) if !reply::is_documented(info.operation_id, body) => {
                Err(Error::UnexpectedResponse(reply::copy(response, body)))
            }
            _ => Ok(()),
        }
    }
}
