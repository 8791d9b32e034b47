package dev.wharf.logdriver.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogOptionsTest {
    @TempDir
    Path folder;

    private static void assertRefused(String option, String value, String message) {
        assertThatThrownBy(() -> new SyslogProvider().validate(Map.of(option, value)))
                .isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                        .isEqualTo(DriverException.Kind.INVALID_ARGUMENT))
                .hasMessage(message);
    }

    private static String place(String address) {
        return SyslogAddress.of(address).toString();
    }

    @Test
    void allOptionsOfDockerAreTaken() {
        new SyslogProvider()
                .validate(Map.of(
                        "env", "a,b",
                        "labels", "c",
                        "syslog-address", "udp://1.2.3.4:1111",
                        "syslog-facility", "daemon",
                        "syslog-tls-ca-cert", "/etc/ca.pem",
                        "syslog-tls-cert", "/etc/cert.pem",
                        "syslog-tls-key", "/etc/key.pem",
                        "syslog-tls-skip-verify", "true",
                        "tag", "true",
                        "syslog-format", "rfc3164"));
        new SyslogProvider().validate(Map.of("syslog-tag", "old", "env-regex", "x", "labels-regex", "y"));
    }

    @Test
    void otherOptionsAreRefused() {
        assertRefused("max-size", "10k", "unknown log opt 'max-size' for syslog log driver");
    }

    @Test
    void addressesAreThoseOfDocker() {
        assertThat(place("tcp://1.2.3.4")).isEqualTo("tcp 1.2.3.4:514");
        assertThat(place("udp://host.example:99")).isEqualTo("udp host.example:99");
        assertThat(place("tcp+tls://host")).isEqualTo("tcp host:514");
        assertThat(place("tcp://[::1]:99")).isEqualTo("tcp [::1]:99");
        assertThat(place("tcp://:99")).isEqualTo("tcp localhost:99");
        assertThat(place("")).isEqualTo("local syslog");
    }

    @Test
    void socketFilesMustBeThere() throws IOException {
        Path socket = Files.createFile(folder.resolve("s"));

        assertThat(place("unix://" + socket)).isEqualTo("unix " + socket);
        assertThat(place("unixgram://" + socket)).isEqualTo("unixgram " + socket);
        assertRefused("syslog-address", "unix:///nosuch", "stat /nosuch: no such file or directory");
    }

    @Test
    void otherAddressesAreRefused() {
        assertRefused(
                "syslog-address",
                "this is no address",
                "syslog-address should be in form proto://address, got this is no address");
        assertRefused(
                "syslog-address",
                "http://1.2.3.4",
                "syslog-address should be in form proto://address, got http://1.2.3.4");
        assertRefused("syslog-address", "tcp://h:x", "parse \"tcp://h:x\": invalid port \":x\" after host");
        assertRefused("syslog-address", "tcp://h:65536", "parse \"tcp://h:65536\": invalid port \":65536\" after host");
        assertRefused("syslog-address", "tcp://::1", "address ::1: too many colons in address");
    }

    @Test
    void facilitiesHaveNamesAndNumbers() {
        assertThat(Facility.of("")).isEqualTo(3);
        assertThat(Facility.of("kern")).isZero();
        assertThat(Facility.of("authpriv")).isEqualTo(10);
        assertThat(Facility.of("local7")).isEqualTo(23);
        assertThat(Facility.of("19")).isEqualTo(19);
        assertRefused("syslog-facility", "24", "invalid syslog facility");
        assertRefused("syslog-facility", "nosuch", "invalid syslog facility");
        assertRefused("syslog-facility", "-1", "invalid syslog facility");
    }

    @Test
    void formatsHaveNames() {
        assertThat(MessageFormat.of("rfc5424micro")).isEqualTo(MessageFormat.RFC5424_MICRO);
        assertRefused("syslog-format", "nosuch", "Invalid syslog format");
    }

    @Test
    void tagsAreFilledIn() {
        assertThat(tag("{{.ID}}")).isEqualTo("4fa6e0f0c678");
        assertThat(tag("{{.DaemonName}}/{{ .Name }}/{{.FullID}}")).isEqualTo("docker/web/" + Logs.TARGET.containerId());
        assertThat(tag("{{.ImageName}} {{.ImageID}} {{.ImageFullID}}"))
                .isEqualTo("busybox:latest sha256:01234 sha256:0123456789abcdef");
        assertThat(tag("{{index .ContainerLabels \"role\"}}{{index .ContainerLabels \"none\"}}"))
                .isEqualTo("db");
        assertThat(tag("plain $1 \\x")).isEqualTo("plain $1 \\x");
    }

    private static String tag(String template) {
        return TagTemplate.of(template).of(Logs.TARGET);
    }

    @Test
    void templatesThatMeanNothingAreRefused() {
        assertRefused(
                "tag",
                "{{.Nope}}",
                "template: log-tag:1:2: executing \"log-tag\" at <.Nope>: can't evaluate field Nope in type *logger.Info");
        assertRefused("tag", "{{.ID", "template: log-tag:1: unclosed action");
        assertRefused("tag", "{{if .ID}}", "template: log-tag:1: unsupported action \"if .ID\"");
        assertRefused("syslog-tag", "{{.Nope", "template: log-tag:1: unclosed action");
    }
}
