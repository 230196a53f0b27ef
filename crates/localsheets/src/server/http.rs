//! The network: axum takes every request to the engine and brings its reply back.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use super::engine::{self, Engine};
use super::reply::Reply;

/// Largest body that is read: a sheet of ten million short cells.
const BODY_MAX: usize = 1 << 30;

/// Serves the engine until the signal ends it.
pub(crate) async fn serve(
    listener: TcpListener,
    engine: Arc<Engine>,
    stop: tokio::sync::watch::Receiver<bool>,
) -> io::Result<()> {
    let router = Router::new().fallback(answer).with_state(engine).layer(CompressionLayer::new());
    let mut stopping = stop.clone();
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            // A dropped sender means stop as well.
            while !*stopping.borrow_and_update() {
                if stopping.changed().await.is_err() {
                    break;
                }
            }
        })
        .await
}

async fn answer(State(engine): State<Arc<Engine>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_MAX).await else {
        return whole(Reply::text(413, "text/plain", "the request is larger than 1 GiB"));
    };
    let authorization = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let request = engine::Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or("").to_owned(),
        bearer: authorization.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned),
        body: body.to_vec(),
    };
    let reply = tokio::task::spawn_blocking(move || engine.answer(&request)).await;
    let reply = reply.unwrap_or_else(|error| {
        tracing::error!(%error, "a call ended in a broken invariant");
        Reply::text(500, "text/plain", "Internal error encountered.")
    });
    if reply.delivery.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(reply.delivery.delay_ms)).await;
    }
    if reply.delivery.is_cut { cut(reply) } else { whole(reply) }
}

fn whole(reply: Reply) -> Response<Body> {
    let mut response = Response::new(Body::from(reply.body));
    head(&mut response, reply.status, reply.content_type);
    response
}

fn head(response: &mut Response<Body>, status: u16, content_type: &'static str) {
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private"));
    headers.insert(header::VARY, HeaderValue::from_static("Origin, X-Origin, Referer"));
}

/// Half of the body, then an error that makes the server close the connection.
fn cut(reply: Reply) -> Response<Body> {
    let half = Bytes::copy_from_slice(&reply.body[..reply.body.len() / 2]);
    let mut response = Response::new(Body::new(Cut { half: Some(half) }));
    head(&mut response, reply.status, reply.content_type);
    // Not compressed, so that the half arrives as it is.
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    response
}

struct Cut {
    half: Option<Bytes>,
}

impl axum::body::HttpBody for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        let frame = match self.half.take() {
            Some(half) if !half.is_empty() => Ok(http_body::Frame::data(half)),
            _ => Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the answer is cut on order")),
        };
        std::task::Poll::Ready(Some(frame))
    }
}

/// Binds the address.
pub(crate) async fn bind(addr: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(addr).await
}
