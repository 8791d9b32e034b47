package dev.wharf.api.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** A client that sends what the test writes, byte for byte. */
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream input;

    RawClient(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        input = Channels.newInputStream(channel);
    }

    /** An answer. */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    RawClient send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return this;
    }

    RawClient endOutput() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Reads up to and with a text. */
    String readUntil(String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(ISO_8859_1).endsWith(end)) {
            int octet = input.read();
            if (octet < 0) {
                throw new IOException("the connection ended after: " + bytes.toString(ISO_8859_1));
            }
            bytes.write(octet);
        }
        return bytes.toString(ISO_8859_1);
    }

    /** Reads up to the end of the connection. */
    String readAll() throws IOException {
        return new String(input.readAllBytes(), ISO_8859_1);
    }

    /** Reads some bytes. */
    String read(int count) throws IOException {
        return new String(input.readNBytes(count), ISO_8859_1);
    }

    /** Reads one answer with a known length or chunks, else up to the end. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** Reads one answer to a HEAD. */
    Answer headAnswer() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean withBody) throws IOException {
        Answer head = new Answer(readUntil("\r\n\r\n"), "");
        boolean isEmpty = !withBody || head.status() == 204 || head.status() == 304 || head.status() < 200;
        if (isEmpty) {
            return head;
        }
        if (head.header("Transfer-Encoding").equals("chunked")) {
            return new Answer(head.head(), chunks());
        }
        String length = head.header("Content-Length");
        return new Answer(head.head(), length.isEmpty() ? readAll() : read(Integer.parseInt(length)));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.append(read(size));
            readUntil("\r\n");
        }
        readUntil("\r\n");
        return body.toString();
    }

    /** Reads the size of a chunk. */
    int chunkSize() throws IOException {
        return Integer.parseInt(readUntil("\r\n").strip(), 16);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
