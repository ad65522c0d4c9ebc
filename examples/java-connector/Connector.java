// A connector for the capacity feed of the national ROR, in Java 17 with java.net.http and nothing else.
//
// One stimulus a line on stdin, one result a line on stdout: done, refused (and reported on stderr) or nothing. Its
// certificate and its trust are PKCS#12 stores, as Java keeps them. Start reading at main().

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

public final class Connector {
  private static final String CAPACITY =
      "https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity";

  /** What `add` adds to, and what the ROR names when a record is missing. */
  private static final String COLLECTION = "Location.extension.where(url='" + CAPACITY + "')";

  /** The coded attributes with their code systems (TRE, never the JDV value set); the first seven are the key. */
  private static final Map<String, String> SYSTEMS = systems();

  private static final int KEY_LENGTH = 7;
  private static final int TRIES = 4;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A token is renewed when less than this remains, or half of a very short life. */
  private static final double TOKEN_MARGIN_S = 10;

  /** The ROR said no: trying again cannot help. `scope`: record, unit or credential, what else is pointless to send. */
  @SuppressWarnings("serial")
  private static final class Refused extends Exception {
    final String scope;

    Refused(String message, String scope) {
      super(message);
      this.scope = scope;
    }
  }

  /** The ROR could not answer now (429, 5xx, no connection). */
  @SuppressWarnings("serial")
  private static final class Unavailable extends Exception {
    final Duration retryAfter;

    Unavailable(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }
  }

  private record Token(String value, Instant renewAt) {}

  private record Work(Map<String, Object> unit, List<Object> upsert, List<Object> remove) {}

  private interface Send {
    void run() throws Refused, Unavailable;
  }

  private final Map<String, Object> world;
  private final Path gridFile;
  private final Map<String, Object> grid;
  /** What the ROR took last, by unit and key; a new process sends again what it does not know to be there. */
  private final Map<String, Map<String, Object>> accepted = new HashMap<>();

  private final Map<String, Token> tokens = new HashMap<>();
  private HttpClient api;

  private Connector(Map<String, Object> world) throws IOException {
    this.world = world;
    this.gridFile = Path.of(text(world, "stateDir"), "grid.json");
    this.grid = Files.exists(gridFile) ? object(Json.parse(Files.readString(gridFile))) : new LinkedHashMap<>();
  }

  public static void main(String[] arguments) throws IOException {
    var connector = new Connector(object(Json.parse(Files.readString(Path.of(System.getenv("ROR_CONFIG_FILE"))))));
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.isBlank()) continue;
      Map<String, Object> stimulus = object(Json.parse(line));
      var result = new LinkedHashMap<String, Object>();
      result.put("id", stimulus.get("id"));
      result.put("result", connector.obey(stimulus));
      output.println(Json.write(result));
    }
  }

  /** done, refused or nothing. */
  private String obey(Map<String, Object> stimulus) throws IOException {
    List<Work> work = workFor(stimulus);
    if (work.stream().allMatch(one -> one.upsert().isEmpty() && one.remove().isEmpty())) return "nothing";
    String result = "done";
    for (Work one : work) {
      keep(one);
      for (String problem : feed(one)) {
        result = "refused";
        // A real product would also raise an alert here: somebody must see it.
        new PrintStream(System.err, true, StandardCharsets.UTF_8).println("NOT SENT: " + problem);
      }
    }
    return result;
  }

  private List<Work> workFor(Map<String, Object> stimulus) {
    Map<String, Object> establishment = object(stimulus.get("establishment"));
    String kind = text(stimulus, "kind");
    if (kind.equals("resend-all")) return everything(text(establishment, "idNatStruct"));
    if (stimulus.get("location") == null) return List.of();
    var unit = new LinkedHashMap<>(object(stimulus.get("location")));
    unit.put("establishment", establishment);
    List<Object> records = list(stimulus.get("records"));
    if (kind.equals("report-capacity")) {
      // What the ROR took last and did not change since is not sent again; resend-all sends it all the same.
      Map<String, Object> taken = accepted.getOrDefault(text(unit, "identifier"), Map.of());
      var changed = records.stream().filter(one -> !valuesOf(object(one)).equals(taken.get(keyOf(object(one))))).toList();
      return List.of(new Work(unit, changed, List.of()));
    }
    if (kind.equals("remove-capacity")) return List.of(new Work(unit, List.of(), records));
    return List.of(); // read-back is for consumers
  }

  // What was last asked for, so that everything can be sent again.

  private void keep(Work work) throws IOException {
    Map<String, Object> entry =
        object(
            grid.computeIfAbsent(
                text(work.unit(), "identifier"),
                identifier -> {
                  var made = new LinkedHashMap<String, Object>();
                  made.put("unit", work.unit());
                  made.put("records", new LinkedHashMap<String, Object>());
                  return made;
                }));
    Map<String, Object> records = object(entry.get("records"));
    for (Object record : work.upsert()) records.put(keyOf(object(record)), record);
    for (Object record : work.remove()) records.remove(keyOf(object(record)));
    // Until the ROR has answered, nobody knows what it holds.
    Map<String, Object> taken = accepted.computeIfAbsent(text(work.unit(), "identifier"), identifier -> new HashMap<>());
    for (Object record : work.upsert()) taken.remove(keyOf(object(record)));
    for (Object record : work.remove()) taken.remove(keyOf(object(record)));
    // Written aside, then renamed: a crash never leaves half a file.
    Path unfinished = gridFile.resolveSibling("grid.json.new");
    Files.writeString(unfinished, Json.write(grid));
    Files.move(unfinished, gridFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<Work> everything(String idNatStruct) {
    return grid.values().stream()
        .map(Connector::object)
        .filter(entry -> text(object(object(entry.get("unit")).get("establishment")), "idNatStruct").equals(idNatStruct))
        .map(entry -> new Work(object(entry.get("unit")), List.copyOf(object(entry.get("records")).values()), List.of()))
        .toList();
  }

  /** What a record says; a figure that was looked at again and is the same has only another date. */
  private static Map<String, Object> valuesOf(Map<String, Object> record) {
    var values = new HashMap<>(record);
    values.remove("capacityUpdateDate");
    return values;
  }

  // The feed: `replace` first; `add` only when the ROR says that it does not hold this record yet.

  private List<String> feed(Work work) {
    Map<String, Object> unit = work.unit();
    String wanted = text(object(unit.get("establishment")), "credential");
    Map<String, Object> credential =
        list(world.get("credentials")).stream()
            .map(Connector::object)
            .filter(one -> text(one, "id").equals(wanted))
            .findFirst()
            .orElse(null);
    if (credential == null) return List.of("no credential named " + wanted);
    var sends = new LinkedHashMap<Map<String, Object>, Send>();
    for (Object record : work.upsert()) sends.put(object(record), () -> upsert(credential, unit, object(record)));
    for (Object record : work.remove()) sends.put(object(record), () -> remove(credential, unit, object(record)));
    var problems = new ArrayList<String>();
    for (var entry : sends.entrySet()) {
      try {
        withPatience(entry.getValue());
        String identifier = text(unit, "identifier");
        if (work.upsert().contains(entry.getKey())) accepted.get(identifier).put(keyOf(entry.getKey()), valuesOf(entry.getKey()));
      } catch (Refused | Unavailable error) {
        problems.add(
            "%s (%s), record %s: %s"
                .formatted(unit.get("identifier"), unit.get("name"), keyOf(entry.getKey()), error.getMessage()));
        // What refuses the unit or our identity would refuse its other records too: do not insist.
        if (!(error instanceof Refused refused) || !refused.scope.equals("record")) break;
      }
    }
    return problems;
  }

  private void upsert(Map<String, Object> credential, Map<String, Object> unit, Map<String, Object> record)
      throws Refused, Unavailable {
    HttpResponse<String> answer = patch(credential, unit, body("replace", pathOf(record), record));
    if (saysRecordIsMissing(answer)) answer = patch(credential, unit, body("add", COLLECTION, record));
    if (answer.statusCode() != 200) throw refusal(answer);
  }

  private void remove(Map<String, Object> credential, Map<String, Object> unit, Map<String, Object> record)
      throws Refused, Unavailable {
    HttpResponse<String> answer = patch(credential, unit, body("delete", pathOf(record), null));
    // A record that is already gone is what was wanted.
    if (answer.statusCode() != 200 && !saysRecordIsMissing(answer)) throw refusal(answer);
  }

  /** One PATCH, with exactly the two headers that the ROR documents. A token that is refused is renewed once. */
  private HttpResponse<String> patch(Map<String, Object> credential, Map<String, Object> unit, String body)
      throws Refused, Unavailable {
    HttpResponse<String> answer = send(credential, unit, body);
    if (answer.statusCode() == 401) {
      tokens.remove(text(credential, "id"));
      answer = send(credential, unit, body);
    }
    return available(answer, "the ROR");
  }

  private HttpResponse<String> send(Map<String, Object> credential, Map<String, Object> unit, String body)
      throws Refused, Unavailable {
    String token = accessToken(credential);
    if (api == null) api = client(null);
    String identifier = URLEncoder.encode(text(unit, "identifier"), StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(
                URI.create(text(world, "apiBase") + text(world, "feedPath") + "/Location?identifier=" + identifier))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/fhir+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
    return call(api, request, "the ROR");
  }

  /** OAuth2 client credentials, where the TLS client certificate takes the place of the secret. */
  private String accessToken(Map<String, Object> credential) throws Refused, Unavailable {
    Token held = tokens.get(text(credential, "id"));
    if (held != null && Instant.now().isBefore(held.renewAt())) return held.value();
    String form =
        "client_id=" + URLEncoder.encode(text(credential, "clientId"), StandardCharsets.UTF_8)
            + "&grant_type=client_credentials";
    var request =
        HttpRequest.newBuilder(URI.create(text(world, "tokenUrl")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    HttpResponse<String> answer = available(call(client(credential), request, "the token endpoint"), "the token endpoint");
    if (answer.statusCode() != 200) {
      throw new Refused(
          "no token for client_id %s: HTTP %d %s. Nothing was sent to the ROR. Check our certificate, and that ANS has listed exactly its subject DN; tell the GRADeS that this feed is stopped."
              .formatted(credential.get("clientId"), answer.statusCode(), shortened(answer.body())),
          "credential");
    }
    Map<String, Object> token = object(Json.parse(answer.body()));
    double life = token.get("expires_in") instanceof Number seconds ? seconds.doubleValue() : 60;
    long usableMs = (long) ((life - Math.min(TOKEN_MARGIN_S, life / 2)) * 1000);
    tokens.put(text(credential, "id"), new Token(text(token, "access_token"), Instant.now().plusMillis(usableMs)));
    return text(token, "access_token");
  }

  /** A client that trusts the given authorities, with the certificate of `credential` when it is given. */
  private HttpClient client(Map<String, Object> credential) throws Refused {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(text(world, "trustP12"), text(world, "trustP12Password")));
      KeyManager[] keys = null;
      if (credential != null) {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        String password = text(credential, "p12Password");
        own.init(store(text(credential, "p12"), password), password.toCharArray());
        keys = new KeyManager[] {new AlwaysShown((X509ExtendedKeyManager) own.getKeyManagers()[0])};
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      // HTTP/1.1: with HTTP/2 the client would ask for an upgrade by headers that the ROR does not document.
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(context)
          .connectTimeout(TIMEOUT)
          .build();
    } catch (Exception error) {
      throw new Refused("our certificate or trust store cannot be used: " + error, "credential");
    }
  }

  /**
   * Shows our certificate whatever issuers the server names. By itself Java shows none when its issuer is not among them,
   * and a wrong certificate then looks like a missing one.
   */
  private static final class AlwaysShown extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager own;

    AlwaysShown(X509ExtendedKeyManager own) {
      this.own = own;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
      return own.chooseEngineClientAlias(keyTypes, null, engine);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return own.chooseClientAlias(keyTypes, null, socket);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return own.getClientAliases(keyType, null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return own.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.getPrivateKey(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return null;
    }
  }

  private static KeyStore store(String file, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(Path.of(file))) {
      store.load(input, password.toCharArray());
    }
    return store;
  }

  private static HttpResponse<String> call(HttpClient client, HttpRequest.Builder request, String whose)
      throws Refused, Unavailable {
    try {
      return client.send(
          request.timeout(TIMEOUT).setHeader("User-Agent", "java-connector").build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (SSLException error) {
      // A certificate problem does not go away by itself. Never "solve" it by switching the verification off.
      throw new Refused(whose + ": TLS failed (" + error.getMessage() + ")", "credential");
    } catch (IOException error) {
      throw new Unavailable(whose + " gave no answer (" + error + ")", Duration.ZERO);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new Unavailable(whose + ": interrupted", Duration.ZERO);
    }
  }

  private static HttpResponse<String> available(HttpResponse<String> answer, String whose) throws Unavailable {
    int status = answer.statusCode();
    if (status != 429 && status < 500) return answer;
    throw new Unavailable(whose + " answered " + status, askedWait(answer.headers().firstValue("Retry-After").orElse("")));
  }

  /** `Retry-After` is a number of seconds or a date. */
  private static Duration askedWait(String value) {
    if (value.matches("\\d{1,9}")) return Duration.ofSeconds(Long.parseLong(value));
    try {
      Duration until = Duration.between(Instant.now(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException error) {
      return Duration.ZERO;
    }
  }

  /** Tries again, from `replace` on, what failed only for now; a lost answer may have been a success. */
  private static void withPatience(Send send) throws Refused, Unavailable {
    for (int tried = 1; ; tried++) {
      try {
        send.run();
        return;
      } catch (Unavailable error) {
        Duration own = FIRST_WAIT.multipliedBy(1L << (tried - 1));
        Duration pause = own.compareTo(error.retryAfter) > 0 ? own : error.retryAfter;
        if (tried == TRIES || pause.compareTo(LONGEST_WAIT) > 0) throw error;
        try {
          Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw error;
        }
      }
    }
  }

  // What the answers mean.

  /** The one 404 after which `add` is right. A 404 about the Location itself is another matter. */
  private static boolean saysRecordIsMissing(HttpResponse<String> answer) {
    if (answer.statusCode() != 404) return false;
    return issuesOf(answer).stream()
        .anyMatch(
            issue -> {
              Object expression = issue.get("expression");
              // Published as a bare string, while FHIR says an array: take both.
              Object only = expression instanceof List<?> many && many.size() == 1 ? many.get(0) : expression;
              return "not-found".equals(issue.get("code")) && COLLECTION.equals(only);
            });
  }

  private static Refused refusal(HttpResponse<String> answer) {
    String said = issuesOf(answer).stream().map(issue -> String.valueOf(issue.get("diagnostics"))).collect(Collectors.joining(" | "));
    String text = "The ROR says: " + (said.isEmpty() ? "nothing more" : said);
    return switch (answer.statusCode()) {
      case 400 -> new Refused("HTTP 400, this indicator is not accepted: tell the GRADeS and our support. " + text, "record");
      case 401 -> new Refused("HTTP 401, a fresh token is refused: tell ANS and the GRADeS. " + text, "credential");
      case 403 -> new Refused("HTTP 403, this establishment is not on our list: ask ANS to add it. " + text, "unit");
      case 404 -> new Refused("HTTP 404, this unit is unknown: ask the GRADeS to give it this code. " + text, "unit");
      case 412 -> new Refused("HTTP 412, several units have this code: tell the GRADeS. " + text, "unit");
      default -> new Refused("HTTP " + answer.statusCode() + ": tell our support and the GRADeS. " + text, "record");
    };
  }

  private static List<Map<String, Object>> issuesOf(HttpResponse<String> answer) {
    try {
      Object outcome = Json.parse(answer.body());
      if (!(outcome instanceof Map<?, ?>) || !(object(outcome).get("issue") instanceof List<?> issues)) return List.of();
      return issues.stream().filter(issue -> issue instanceof Map).map(Connector::object).toList();
    } catch (IllegalArgumentException error) {
      return List.of();
    }
  }

  // The body of a capacity PATCH: FHIRPath Patch as the ROR publishes it (it is not quite FHIR R4's).

  private static Map<String, String> systems() {
    var systems = new LinkedHashMap<String, String>();
    systems.put("capacityStatus", "R330-TypeStatutCapacite");
    systems.put("temporalityCapacity", "R331-TemporaliteCapacite");
    systems.put("genderCapacityAvailable", "R332-GenreCapacite");
    systems.put("capacityClosingType", "R333-TypeFermetureCapacite");
    systems.put("additionalBedType", "R334-TypeLitSupplementaire");
    systems.put("crisisType", "R336-TypeCrise");
    systems.put("temporaryAssignement", "R337-AffectationTemporaire");
    systems.put("capacityType", "R329-NatureCapacite");
    systems.put("capacitySourceType", "R335-TypeSourceCapacite");
    return systems;
  }

  private static String keyOf(Map<String, Object> record) {
    return SYSTEMS.keySet().stream()
        .limit(KEY_LENGTH)
        .map(name -> record.get(name) == null ? "-" : text(record, name))
        .collect(Collectors.joining("/"));
  }

  /** Selects one record by the codes of its key. A code that the record does not have is left out. */
  private static String pathOf(Map<String, Object> record) {
    return SYSTEMS.keySet().stream()
        .limit(KEY_LENGTH)
        .filter(name -> record.get(name) != null)
        .map(
            name ->
                "extension.where(url = '%s' and valueCodeableConcept.coding.code = '%s')"
                    .formatted(name, record.get(name)))
        .collect(Collectors.joining(" and ", COLLECTION + ".where(", ")"));
  }

  /** One operation is one body; without a record it has no value. Mind `valueString` for the type. */
  private static String body(String type, String path, Map<String, Object> record) {
    var part = new ArrayList<Object>();
    part.add(Map.of("name", "type", "valueString", type));
    part.add(Map.of("name", "path", "valueString", path));
    if (record != null) {
      part.add(Map.of("name", "value", "part", List.of(Map.of("extension", List.of(extension(record))))));
    }
    var operation = Map.of("name", "operation", "part", part);
    return Json.write(Map.of("resourceType", "Parameters", "parameter", List.of(operation)));
  }

  private static Map<String, Object> extension(Map<String, Object> record) {
    var extension = new ArrayList<Object>();
    extension.add(Map.of("url", "nbCapacity", "valueInteger", record.get("nbCapacity")));
    extension.add(Map.of("url", "capacityUpdateDate", "valueDateTime", record.get("capacityUpdateDate")));
    SYSTEMS.forEach(
        (name, system) -> {
          if (record.get(name) == null) return;
          var coding =
              Map.of(
                  "system", "https://mos.esante.gouv.fr/NOS/TRE_" + system + "/FHIR/TRE-" + system,
                  "code", record.get(name));
          extension.add(Map.of("url", name, "valueCodeableConcept", Map.of("coding", List.of(coding))));
        });
    if (record.get("comment") != null) {
      extension.add(Map.of("url", "comment", "valueString", record.get("comment")));
    }
    return Map.of("url", CAPACITY, "extension", extension);
  }

  private static String text(Map<String, Object> object, String member) {
    return (String) object.get(member);
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** JSON as maps, lists, texts, numbers, booleans and null: Java brings no reader of its own. */
  private static final class Json {
    private final String source;
    private int at;

    private Json(String source) {
      this.source = source;
    }

    static Object parse(String source) {
      var json = new Json(source);
      Object value = json.value();
      json.space();
      if (json.at < source.length()) throw json.fault();
      return value;
    }

    private Object value() {
      space();
      if (at >= source.length()) throw fault();
      return switch (source.charAt(at)) {
        case '{' -> map();
        case '[' -> array();
        case '"' -> string();
        case 't' -> word("true", Boolean.TRUE);
        case 'f' -> word("false", Boolean.FALSE);
        case 'n' -> word("null", null);
        default -> number();
      };
    }

    private Map<String, Object> map() {
      var map = new LinkedHashMap<String, Object>();
      at++;
      for (space(); !isNext('}'); space()) {
        String name = string();
        space();
        expect(':');
        map.put(name, value());
        space();
        if (!isNext('}')) expect(',');
      }
      at++;
      return map;
    }

    private List<Object> array() {
      var array = new ArrayList<Object>();
      at++;
      for (space(); !isNext(']'); space()) {
        array.add(value());
        space();
        if (!isNext(']')) expect(',');
      }
      at++;
      return array;
    }

    private String string() {
      expect('"');
      var text = new StringBuilder();
      while (!isNext('"')) {
        char sign = source.charAt(at++);
        if (sign != '\\') {
          text.append(sign);
          continue;
        }
        char escaped = source.charAt(at++);
        switch (escaped) {
          case 'n' -> text.append('\n');
          case 't' -> text.append('\t');
          case 'r' -> text.append('\r');
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'u' -> {
            text.append((char) Integer.parseInt(source.substring(at, at + 4), 16));
            at += 4;
          }
          default -> text.append(escaped);
        }
      }
      at++;
      return text.toString();
    }

    private Object number() {
      int start = at;
      while (at < source.length() && "+-.eE0123456789".indexOf(source.charAt(at)) >= 0) at++;
      String text = source.substring(start, at);
      if (text.isEmpty()) throw fault();
      if (text.matches("-?\\d{1,18}")) return Long.valueOf(text);
      return Double.valueOf(text);
    }

    private Object word(String word, Object value) {
      if (!source.startsWith(word, at)) throw fault();
      at += word.length();
      return value;
    }

    private void space() {
      while (at < source.length() && Character.isWhitespace(source.charAt(at))) at++;
    }

    private boolean isNext(char sign) {
      if (at >= source.length()) throw fault();
      return source.charAt(at) == sign;
    }

    private void expect(char sign) {
      if (!isNext(sign)) throw fault();
      at++;
    }

    private IllegalArgumentException fault() {
      return new IllegalArgumentException("no JSON at " + at);
    }

    static String write(Object value) {
      if (value instanceof String text) return quoted(text);
      if (value instanceof Map<?, ?> map) {
        return map.entrySet().stream()
            .map(entry -> quoted((String) entry.getKey()) + ":" + write(entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
      }
      if (value instanceof List<?> list) {
        return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
      }
      return String.valueOf(value);
    }

    private static String quoted(String text) {
      var quoted = new StringBuilder("\"");
      for (char sign : text.toCharArray()) {
        if (sign == '"' || sign == '\\') quoted.append('\\').append(sign);
        else if (sign < ' ') quoted.append("\\u%04x".formatted((int) sign));
        else quoted.append(sign);
      }
      return quoted.append('"').toString();
    }
  }
}
