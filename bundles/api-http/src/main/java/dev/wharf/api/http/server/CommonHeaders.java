package dev.wharf.api.http.server;

import dev.wharf.api.http.version.ApiVersion;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** The headers of every answer. */
final class CommonHeaders implements HttpConfiguration.Customizer {
    private final List<HttpField> fields;

    CommonHeaders(String version) {
        fields = List.of(
                new PreEncodedHttpField("Api-Version", ApiVersion.NEWEST.toString()),
                new PreEncodedHttpField("Docker-Experimental", "false"),
                new PreEncodedHttpField("Ostype", "linux"),
                new PreEncodedHttpField(HttpHeader.SERVER, "Wharf/" + version + " (linux)"));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        addTo(responseHeaders);
        return request;
    }

    void addTo(HttpFields.Mutable headers) {
        fields.forEach(headers::add);
    }
}
