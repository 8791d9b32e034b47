package dev.wharf.api.http.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that go into containers and out of them. */
final class FilesTest extends ServerTestCase {
    private static final String STAT = "X-Docker-Container-Path-Stat";
    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";

    @Test
    void theStatusOfAPathIsAHeader() throws IOException {
        RawClient.Answer head = call("HEAD", "/containers/c1/archive?path=/file");

        assertThat(head.status()).isEqualTo(200);
        assertThat(decoded(head))
                .isEqualTo("{\"name\":\"file\",\"size\":30,\"mode\":420,\"mtime\":\"2026-11-20T23:51:18Z\","
                        + "\"linkTarget\":\"\"}");
        assertThat(decoded(call("GET", "/containers/c1/archive?path=/file"))).isEqualTo(decoded(head));
    }

    @Test
    void aShortArchiveHasItsLength() throws IOException {
        RawClient.Answer answer = call("GET", "/v1.20/containers/c1/archive?path=/file");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-tar");
        assertThat(answer.header("Content-Length")).isEqualTo("5");
        assertThat(answer.body()).isEqualTo("/file");
    }

    @Test
    void aLongArchiveComesInChunksWithAllItsBytes() throws IOException {
        RawClient.Answer answer = call("GET", "/containers/c1/archive?path=/folder");

        StringBuilder expected = new StringBuilder("/folder");
        for (int size = 1; size < FakeFiles.MEGABYTE; size *= 2) {
            expected.append('x').append("\0".repeat(size));
        }
        assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(answer.body()).isEqualTo(expected.toString());
    }

    @Test
    void anErrorBeforeTheFirstByteHasItsStatus() throws IOException {
        RawClient.Answer answer = call("GET", "/containers/c1/archive?path=/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("the disk is broken\n");
        assertThat(answer.header(STAT)).isEmpty();
    }

    @Test
    void anErrorInTheMiddleCutsTheConnection() throws IOException {
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/archive?path=/breaking" + HOST + "\r\n");

            String all = client.readAll();

            assertThat(all).startsWith("HTTP/1.1 200 OK").hasSizeGreaterThan(FakeFiles.MEGABYTE);
            assertThat(all).doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aClientThatLeavesEndsTheArchive() throws Exception {
        try (RawClient client = unix()) {
            client.send("GET /containers/c1/archive?path=/endless" + HOST + "\r\n");
            client.readUntil("\r\n\r\n");
        }

        assertThat(engine.files.closed.await(10, SECONDS)).isTrue();
    }

    @Test
    void anUploadReachesTheContainer() throws IOException {
        assertThat(put("/containers/c1/archive?path=/folder", "data").status()).isEqualTo(200);
        assertThat(put("/containers/c1/archive?path=/folder&noOverwriteDirNonDir=1", "more")
                        .status())
                .isEqualTo(200);

        assertThat(engine.files.written)
                .containsEntry("/folder", "data")
                .containsEntry("/folder keeping kinds", "more");
    }

    @Test
    void aChunkedUploadReachesTheContainer() throws IOException {
        try (RawClient client = unix()) {
            client.send("PUT /containers/c1/archive?path=/folder" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                    + "4\r\ndata\r\n2\r\n!!\r\n0\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(engine.files.written).containsEntry("/folder", "data!!");
        }
    }

    @Test
    void anUploadThatBreaksOffFails() throws Exception {
        try (RawClient client = unix()) {
            client.send("PUT /containers/c1/archive?path=/folder" + HOST + "Content-Length: 100\r\n\r\ndata");
        }

        assertThat(engine.files.writeFailed.await(10, SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/containers/c1/archive, 400, bad parameter: 'path' cannot be empty",
        "/containers/c1/archive?path=/file, 400, extraction point is not a directory",
        "/containers/c1/archive?path=/readonly, 403, container rootfs is marked read-only",
        "/containers/c1/archive?path=/none, 404, Could not find the file /none in container c1",
        "/containers/nobody/archive?path=/folder, 404, no such id: nobody"
    })
    void aRefusedUploadSaysWhy(String path, int status, String text) throws IOException {
        RawClient.Answer answer = put(path, "data");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text + "\n");
    }

    @Test
    void theOlderCopyTakesItsPathFromTheBody() throws IOException {
        RawClient.Answer answer = post("/v1.4/containers/c1/copy", "{\"resource\":\"/file\",\"HostPath\":\"x\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-tar");
        assertThat(answer.header(STAT)).isEmpty();
        assertThat(answer.body()).isEqualTo("/file");
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 400, Path cannot be empty",
        "{\"Resource\":\"\"}, 400, Path cannot be empty",
        "{\"Resource\":\"/none\"}, 404, Could not find the file /none in container c1"
    })
    void aRefusedCopySaysWhy(String body, int status, String text) throws IOException {
        RawClient.Answer answer = post("/containers/c1/copy", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text + "\n");
    }

    @Test
    void anExportIsAStreamOfBytes() throws IOException {
        RawClient.Answer answer = call("GET", "/v1.0/containers/c1/export");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.body()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({
        "/images/busybox/get, busybox",
        "/v1.7/images/host:5000/a/b/get, host:5000/a/b",
        "/images/get?names=busybox&names=host:5000/a/b, busybox host:5000/a/b"
    })
    void imagesAreSaved(String path, String content) throws IOException {
        RawClient.Answer answer = call("GET", path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-tar");
        assertThat(answer.body()).isEqualTo(content);
    }

    private RawClient.Answer put(String path, String tar) throws IOException {
        try (RawClient client = unix()) {
            return client.send("PUT " + path + HOST + "Content-Length: " + tar.length() + "\r\n\r\n" + tar)
                    .answer();
        }
    }

    private static String decoded(RawClient.Answer answer) {
        return new String(Base64.getDecoder().decode(answer.header(STAT)), StandardCharsets.UTF_8);
    }
}
