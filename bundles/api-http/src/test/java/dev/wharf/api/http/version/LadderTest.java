package dev.wharf.api.http.version;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.api.http.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {
    private final Ladder ladder = Ladder.standard();

    @ParameterizedTest
    @CsvSource({
        "CONTAINER_START, 1.21, DONE, DONE",
        "CONTAINER_START, 1.4, DONE, DONE",
        "CONTAINER_START, 1.3, DONE, DONE_WITH_EMPTY_OK",
        "CONTAINER_START, 1.13, NOT_MODIFIED, NOT_MODIFIED",
        "CONTAINER_START, 1.12, NOT_MODIFIED, DONE",
        "CONTAINER_START, 1.3, NOT_MODIFIED, DONE_WITH_EMPTY_OK",
        "CONTAINER_STOP, 1.13, NOT_MODIFIED, NOT_MODIFIED",
        "CONTAINER_STOP, 1.12, NOT_MODIFIED, DONE",
        "CONTAINER_STOP, 1.3, DONE, DONE",
        "CONTAINER_KILL, 1.20, NOT_RUNNING, NOT_RUNNING",
        "CONTAINER_KILL, 1.19, NOT_RUNNING, DONE",
        "IMAGE_DELETE, 1.2, DONE, DONE",
        "IMAGE_DELETE, 1.1, DONE, DONE_WITHOUT_CONTENT"
    })
    void anOlderClientIsToldTheOutcomeOfItsDay(Endpoint endpoint, String asked, Outcome newest, Outcome told) {
        assertThat(ladder.outcome(endpoint, version(asked), newest)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTAINER_ATTACH, 1.6, FRAMED, FRAMED",
        "CONTAINER_ATTACH, 1.5, FRAMED, MERGED",
        "CONTAINER_LOGS, 1.5, FRAMED, FRAMED",
        "IMAGE_CREATE, 1.1, JSON_OBJECTS, JSON_OBJECTS",
        "IMAGE_CREATE, 1.0, JSON_OBJECTS, PLAIN_TEXT",
        "EVENTS, 1.0, JSON_OBJECTS, JSON_OBJECTS"
    })
    void anOlderClientGetsTheStreamOfItsDay(Endpoint endpoint, String asked, StreamFormat newest, StreamFormat sent) {
        assertThat(ladder.framing(endpoint, version(asked), newest)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTAINER_INSPECT, 1.21, size=1, size=1",
        "CONTAINER_INSPECT, 1.20, size=1, ''",
        "CONTAINER_LOGS, 1.13, tail=5, tail=5",
        "CONTAINER_LOGS, 1.12, tail=5, ''",
        "CONTAINER_LIST, 1.12, filters={}, filters={}",
        "CONTAINER_LIST, 1.11, filters={}, ''",
        "CONTAINER_LIST, 1.3, all=1, all=1&lenient=1",
        "CONTAINER_LIST, 1.2, all=1, all=1&size=1&lenient=1",
        "IMAGE_LIST, 1.11, filters={}, ''",
        "CONTAINER_KILL, 1.6, signal=USR1, signal=USR1",
        "CONTAINER_KILL, 1.5, signal=USR1, ''",
        "CONTAINER_DELETE, 1.14, force=1, force=1",
        "CONTAINER_DELETE, 1.13, force=1, force=1&graceful=1",
        "CONTAINER_DELETE, 1.9, force=1, graceful=1",
        "IMAGE_DELETE, 1.10, force=1&noprune=1, force=1&noprune=1",
        "IMAGE_DELETE, 1.9, force=1&noprune=1, ''",
        "IMAGE_DELETE, 1.1, '', noprune=1",
        "COMMIT, 1.13, '', ''",
        "COMMIT, 1.12, '', pause=0",
        "COMMIT, 1.12, pause=1, pause=1",
        "COMMIT, 1.11, pause=1&m=hi, pause=1&m=hi&comment=hi",
        "COMMIT, 1.9, run={}&pause=1&comment=c, run={}&pause=1&comment=c",
        "COMMIT, 1.8, run={}&pause=1&comment=c, pause=1&comment=c",
        "CONTAINER_LIST, 1.7, since=x, since=x",
        "CONTAINER_LIST, 1.6, since=x, since=x&lenient=1",
        "CONTAINER_INSPECT, 1.5, '', ''",
        "CONTAINER_INSPECT, 1.4, '', unshared=1",
        "IMAGE_INSPECT, 1.3, '', unshared=0",
        "BUILD, 1.12, '', ''",
        "BUILD, 1.11, forcerm=1, rm=0",
        "BUILD, 1.11, rm=1, rm=1",
        "IMAGE_CREATE, 1.7, fromImage=a&registry=h, fromImage=a&registry=h",
        "IMAGE_CREATE, 1.6, fromImage=a&registry=https://h:5000/v1/, fromImage=h:5000/a"
    })
    void theRequestOfAnOlderClientKeepsItsMeaning(Endpoint endpoint, String asked, String query, String meaning) {
        RequestShape request = RequestShape.ofQuery(query(query));

        RequestShape lifted = ladder.upgrade(endpoint, version(asked), request);

        assertThat(lifted.query()).containsExactlyInAnyOrderEntriesOf(query(meaning));
    }

    @ParameterizedTest
    @CsvSource({
        "1.19, 1, 1",
        "1.18, 1, 2",
        "1.18, 0, 0",
        "1.18, 512, 512",
        "1.18, 300000, 262144",
        "1.19, 9999999, 9999999"
    })
    void cpuSharesOfAnOlderClientArePutIntoTheRangeOfTheKernel(String asked, long shares, long meant) {
        RequestShape request = body("{'cpushares':" + shares + ",'HostConfig':{'CpuShares':" + shares + "}}");

        JsonNode lifted = ladder.upgrade(Endpoint.CONTAINER_CREATE, version(asked), request)
                .requiredBody();

        assertThat(lifted.path("cpushares").asLong()).isEqualTo(meant);
        assertThat(lifted.path("HostConfig").path("CpuShares").asLong()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"1.11, true", "1.10, false"})
    void theEndOfEventsIsReadSince(String asked, boolean read) {
        RequestShape lifted =
                ladder.upgrade(Endpoint.EVENTS, version(asked), RequestShape.ofQuery(Map.of("until", List.of("5"))));

        assertThat(lifted.parameter("until").isPresent()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | {'type':['container','image','volume','daemon']}",
                "{'event':{'die':true}} | {'event':{'die':true},'type':['container','image','volume','daemon']}",
                "{'type':['network']} | {'type':['network']}",
                "{'network':{'n':true}} | {'network':{'n':true}}",
                "{ | {",
                "[] | []"
            })
    void eventsOfNetworksAreToldToWhoeverAsksForThem(String filters, String meaning) {
        Map<String, List<String>> query =
                filters.isEmpty() ? Map.of() : Map.of("filters", List.of(filters.replace('\'', '"')));

        RequestShape lifted = ladder.upgrade(Endpoint.EVENTS, version("1.21"), RequestShape.ofQuery(query));

        assertThat(lifted.parameter("filters")).contains(meaning.replace('\'', '"'));
    }

    @Test
    void theBodyOfTheClientIsNotChangedInPlace() {
        RequestShape request = body("{'CpuShares':1}");

        ladder.upgrade(Endpoint.CONTAINER_CREATE, version("1.0"), request);

        assertThat(request.requiredBody().path("CpuShares").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1.3, true", "1.2, false"})
    void startReadsItsBodySince(String asked, boolean read) {
        RequestShape lifted = ladder.upgrade(Endpoint.CONTAINER_START, version(asked), body("{'Binds':[]}"));

        assertThat(lifted.body().isPresent()).isEqualTo(read);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void noStepStumblesOverADocumentWithoutKeys(Endpoint endpoint) {
        List<String> minimal = List.of(
                "{}",
                "[]",
                "[{}]",
                "[null, 1, 'x', []]",
                "null",
                "'text'",
                "{'State':null,'Config':null,'HostConfig':null,'NetworkSettings':null,'Mounts':null}",
                "{'State':{},'Config':{},'HostConfig':{},'NetworkSettings':{},'Mounts':[{}]}",
                "{'NetworkSettings':{'Ports':{'80/tcp':null,'x':[{}]},'Networks':{}},'progressDetail':null}",
                "[{'RepoTags':null,'Ports':null,'Status':null,'Tags':null,'Untagged':'x','Id':null}]");

        for (String text : minimal) {
            versions().forEach(asked -> assertThat(ladder.downgrade(endpoint, asked, json(text)))
                    .as("%s %s %s", endpoint, asked, text)
                    .isNotNull());
        }
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void noStepStumblesOverARequestWithoutAnything(Endpoint endpoint) {
        RequestShape bare = RequestShape.ofQuery(Map.of());

        assertThat(versions().map(asked -> ladder.upgrade(endpoint, asked, bare)))
                .doesNotContainNull();
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void theNewestVersionIsNotReshaped(Endpoint endpoint) {
        assertThat(ladder.reshapes(endpoint, ApiVersion.NEWEST)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1.15", "1.20"})
    void removalsAreWrittenDirectlyFromTheVersionThatTellsNames(String asked) {
        assertThat(ladder.reshapes(Endpoint.IMAGE_DELETE, version(asked))).isFalse();
    }

    private static Stream<ApiVersion> versions() {
        return IntStream.rangeClosed(0, 21).mapToObj(minor -> new ApiVersion(1, minor));
    }

    private static ApiVersion version(String text) {
        return ApiVersion.parse(text).orElseThrow();
    }

    private static RequestShape body(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return RequestShape.ofQuery(Map.of()).withBody(Json.readObject(bytes).orElseThrow());
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> query(String text) {
        RequestShape shape = RequestShape.ofQuery(Map.of());
        for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            int equals = pair.indexOf('=');
            shape = shape.plusParameter(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return shape.query();
    }
}
