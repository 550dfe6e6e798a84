package io.deployctl.providers.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.providers.helm.RecordedRelease;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReleaseValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NeededSecrets needed = new NeededSecrets("my-app");

  @Test
  void whatIsCalledASecretIsAReference() throws Exception {
    JsonNode plain = values("").given(tree("{'auth': {'user': 'kim', 'password': 'x', 'pin': 1}}"));

    assertThat(plain).isEqualTo(tree("{'auth': {'user': 'kim', 'pin': 1}}"));
    assertThat(needed.set())
        .containsEntry(
            "auth.password", tree("{'a': '${secret:env:MY_APP_AUTH_PASSWORD}'}").path("a"));
  }

  @Test
  void whatWentIntoASecretIsAReferenceWhateverItsName() throws Exception {
    JsonNode plain =
        values("kind: Secret\nstringData: {url: 'postgres://kim:swordfish@db', on: 'true'}\n")
            .given(tree("{'phrase': 'swordfish', 'a.b': {'host': 'db'}, 'on': true}"));

    assertThat(plain).isEqualTo(tree("{'a.b': {'host': 'db'}, 'on': true}"));
    assertThat(needed.set()).containsOnlyKeys("phrase");
  }

  @Test
  void listWithASecretIsSetAsAWholeAndItsOtherTextsAreLiteral() throws Exception {
    values("").given(tree("{'users': [{'name': '${kim}', 'token': 't'}, {'name': 'lee'}]}"));

    assertThat(needed.set().get("users"))
        .isEqualTo(
            tree(
                "[{'name': '$${kim}', 'token': '${secret:env:MY_APP_USERS_0_TOKEN}'},"
                    + " {'name': 'lee'}]"));
  }

  @Test
  void defaultThatIsASecretIsOnlyAskedForWhereItHasAnEffect() throws Exception {
    JsonNode chart =
        tree("{'a': {'password': 'p'}, 'b': {'password': 'p'}, 'c': {'password': 'p', 'x': 1}}");

    JsonNode plain = values("").defaults(chart, tree("{'b': {'password': ''}}"), Set.of("c"));

    assertThat(plain).isEqualTo(tree("{'c': {'x': 1}}"));
    assertThat(needed.set()).containsOnlyKeys("a.password");
  }

  @Test
  void variablesAreNamedOnlyOnce() throws Exception {
    values("").given(tree("{'a-b': {'token': 'x'}, 'a_b': {'token': 'y'}}"));

    assertThat(needed.list())
        .extracting(FoundRelease.NeededSecret::variable)
        .containsExactly("MY_APP_A_B_TOKEN", "MY_APP_A_B_TOKEN_2");
  }

  private ReleaseValues values(String rendered) throws Exception {
    RecordedRelease release =
        new RecordedRelease(
            "ns",
            "my-app",
            tree("{}"),
            tree("{}"),
            List.of(new RecordedRelease.Rendered("x", rendered)));
    return new ReleaseValues(RenderedSecrets.of(release), needed);
  }

  private static JsonNode tree(String json) throws Exception {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
