package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Dispatcher;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to the dispatcher. */
final class DispatchingHandler extends Handler.Abstract {
    private final Dispatcher dispatcher;

    DispatchingHandler(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        dispatcher.serve(new JettyExchange(request, response, callback));
        return true;
    }
}
