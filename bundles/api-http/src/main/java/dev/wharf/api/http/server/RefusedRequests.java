package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Statuses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that the parser refuses: contradictory lengths, heads that are too long and the like. */
final class RefusedRequests implements Request.Handler {
    private final CommonHeaders common;

    RefusedRequests(CommonHeaders common) {
        this.common = common;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object failure = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = failure instanceof HttpException refused
                ? Statuses.ofRefusal(refused.getCode())
                : Statuses.INTERNAL_ERROR;
        response.reset();
        response.setStatus(status);
        common.addTo(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, ByteBuffer.wrap(sentence(failure).getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static String sentence(Object failure) {
        if (failure instanceof HttpException refused) {
            return "Bad request: " + Optional.ofNullable(refused.getReason()).orElse("it is not proper HTTP") + "\n";
        }
        return "The server failed.\n";
    }
}
