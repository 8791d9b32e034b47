package dev.wharf.api.http.server;

import dev.wharf.api.http.route.AnswerBody;
import dev.wharf.api.http.route.Conversation;
import dev.wharf.api.http.route.Exchange;
import dev.wharf.api.http.route.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request as Jetty has it. */
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ClientEndPoint endPoint;
    private Optional<ServedStream> served = Optional.empty();

    JettyExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.endPoint =
                (ClientEndPoint) request.getConnectionMetaData().getConnection().getEndPoint();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    @Override
    public String query() {
        return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public boolean hasBody() {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    @Override
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public void limitIdleTime(int seconds) {
        endPoint.setIdleTimeout(seconds * 1000L);
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) {
        head(status, headers);
        if (body.length > 0) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        if (hasBody() && !served().isBodyRead()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public AnswerBody begin(int status, Map<String, String> headers) throws IOException {
        head(status, headers);
        endPoint.setIdleTimeout(0);
        served();
        Content.Sink.write(response, false, ByteBuffer.allocate(0));
        return new AnswerStream(response, callback);
    }

    @Override
    public void abort(Throwable cause) {
        endPoint.close(cause);
        callback.failed(new Request.Handler.AbortException(cause));
    }

    @Override
    public void takeOver(byte[] head, Conversation conversation) {
        request.setAttribute(
                HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                new HijackedConnection(endPoint, request.getComponents(), conversation));
        request.addHttpStreamWrapper(stream -> new RawHeadStream(stream, endPoint, head));
        Callback taken = Callback.from(callback::succeeded, failure -> {
            conversation.end();
            callback.failed(failure);
        });
        response.setStatus(Statuses.SWITCHING_PROTOCOLS);
        response.write(true, ByteBuffer.allocate(0), taken);
    }

    @Override
    public void onDeparture(Runnable listener) {
        endPoint.setIdleTimeout(0);
        served();
        endPoint.watch().start(listener);
    }

    @Override
    public Executor executor() {
        return ServerThreads.blocking(request.getComponents().getExecutor());
    }

    private void head(int status, Map<String, String> headers) {
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    private ServedStream served() {
        if (served.isEmpty()) {
            request.addHttpStreamWrapper(stream -> {
                ServedStream wrapper = new ServedStream(stream, request, endPoint);
                served = Optional.of(wrapper);
                return wrapper;
            });
        }
        return served.orElseThrow();
    }
}
