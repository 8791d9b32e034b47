package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestHeadTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: docker\r\n",
                "Host: 127.0.0.1:2375\r\n",
                "host: [::1]:2375\r\n",
                "Host: a\r\nHost: b\r\n",
                "Accept: */*\r\nHOST:docker\r\n"
            })
    void properHeadsStayAsTheyAre(String fields) {
        assertThat(head(fields).isOdd()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: ~|Host: localhost~",
                "Host: /var/run/docker.sock~A: b~|Host: localhost~A: b~",
                "A: b~|Host: localhost~A: b~",
                "A: b~host:%2F~|A: b~Host: localhost~"
            })
    void aHostIsPutInPlaceOfAnOddOne(String fields, String normalised) {
        RequestHead head = head(fields.replace("~", "\r\n"));

        assertThat(head.isOdd()).isTrue();
        assertThat(new String(head.normalised(), ISO_8859_1))
                .isEqualTo("GET / HTTP/1.1\r\n" + normalised.replace("~", "\r\n") + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'',HEAD",
        "Content-Length: 0,HEAD",
        "Content-Length: 12,BODY",
        "Content-Length: x,UNKNOWN",
        "Content-Length: 99999999999999999999,UNKNOWN",
        "Transfer-Encoding: chunked,UNKNOWN"
    })
    void whatFollowsIsKnown(String field, RequestHead.Next next) {
        assertThat(head(field + "\r\n").next()).isEqualTo(next);
    }

    @Test
    void twoLengthsAreLeftToTheParser() {
        assertThat(head("Content-Length: 5\r\nContent-Length: 6\r\n").next()).isEqualTo(RequestHead.Next.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1~~,18",
        "GET / HTTP/1.1~A: b~~rest,24",
        "~~GET /~~,13",
        "GET / HTTP/1.1~A: b~,-1",
        "'',-1"
    })
    void theEndOfAHeadIsFound(String text, int end) {
        byte[] bytes = text.replace("~", "\r\n").getBytes(ISO_8859_1);

        assertThat(RequestHead.end(bytes, bytes.length)).isEqualTo(end);
    }

    private static RequestHead head(String fields) {
        byte[] bytes = ("GET / HTTP/1.1\r\n" + fields + "\r\n").getBytes(ISO_8859_1);
        return RequestHead.of(bytes, bytes.length);
    }
}
