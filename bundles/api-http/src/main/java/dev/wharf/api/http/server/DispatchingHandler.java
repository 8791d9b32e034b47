package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wharf.api.http.route.Dispatcher;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;

/**
 * Hands requests to the dispatcher, on the thread that has read them where no virtual ones are there to block: another one
 * waits for further requests meanwhile, and a call is not put off until a thread has woken up. A plain {@code GET /_ping} is answered here, on the
 * thread that read it: clients ask it before anything else, and again and again while the daemon starts.
 */
final class DispatchingHandler extends Handler.Abstract {
    private static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final byte[] OK = "OK".getBytes(US_ASCII);

    private final Supplier<Dispatcher> dispatcher;

    DispatchingHandler(Supplier<Dispatcher> dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JettyExchange exchange = new JettyExchange(request, response, callback);
        if (exchange.path().equals("/_ping") && HttpMethod.GET.is(exchange.method()) && !exchange.hasBody()) {
            response.getHeaders().add(TEXT);
            response.write(true, ByteBuffer.wrap(OK), callback);
        } else {
            serve(exchange);
        }
        return true;
    }

    private void serve(JettyExchange exchange) {
        if (VirtualThreads.areSupported()) {
            exchange.executor().execute(() -> dispatcher.get().serve(exchange));
        } else {
            dispatcher.get().serve(exchange);
        }
    }
}
