using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Functions.Settings;
using Muster.Functions.Stores;
using Muster.Offers;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Builders;
using Muster.Testing.Stores;
using Muster.Testing.Time;
using Muster.Tests.Core.Offers;
using Muster.Workers;

namespace Muster.Tests.Functions;

/// <summary>A platform in memory, whose functions are called as its machines and rules would call them.</summary>
internal sealed class FunctionWorld
{
    public const string Deployment = "team";
    public const string Account = "111122223333";
    public static readonly SpokeKey Ireland = new(Account, "eu-west-1");
    private readonly StringBuilder log = new();

    public FunctionWorld() => Runs = new() { Time = new ManualTime(OfferWorld.Now) };

    public RunWorld Runs { get; }

    public InMemoryFleetStore Fleet { get; } = new();

    public ManualTime Time => Runs.Time;

    public PlatformPace Pace { get; set; } = new();

    /// <summary>Stands between functions and the records.</summary>
    public Func<IRunStore, IRunStore> Before { get; set; } = store => store;

    /// <summary>What functions logged, line by line.</summary>
    public IReadOnlyList<JsonObject> Log => [.. log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The sum of a metric.</summary>
    public double Metric(string name) => Log.Where(line => line.ContainsKey(name) && line.ContainsKey("_aws")).Sum(line => line[name]!.GetValue<double>());

    /// <summary>A spoke tells of itself, and has one type.</summary>
    public async Task<FunctionWorld> WithSpokeAsync(SpokeKey? key = null)
    {
        var spoke = OfferWorld.Spoke((key ?? Ireland).Region, (key ?? Ireland).Account) with { CatalogueAt = Time.GetUtcNow() };
        await Fleet.WriteAsync(spoke);
        var catalogue = OfferWorld.Catalogue(spoke, OfferWorld.Type("c5.large", 2, 4, 0.096m, spoke.Key.Region));
        using var bytes = new MemoryStream(CatalogueJson.Write(catalogue));
        await Runs.Blobs.PutAsync(PlatformBlobs.Catalogue(spoke.Key), bytes);
        return this;
    }

    /// <summary>Calls a function.</summary>
    public async Task<JsonObject> CallAsync(string handler, JsonNode input)
    {
        await using var lines = new StringWriter(log);
        var functionLog = new FunctionLog(lines, Time, handler);
        var platform = new Platform(Before(Runs.Store), Fleet, Runs.Blobs, Time, new(Deployment))
        {
            Pace = Pace,
            Offers = Pace.Offers,
            Log = functionLog,
            Metrics = new FunctionMetrics(functionLog, Time, Deployment),
        };
        using var document = JsonDocument.Parse(input.ToJsonString());
        using var bytes = new MemoryStream();
        await using (var json = new Utf8JsonWriter(bytes))
            await Handlers.Of(handler, platform).HandleAsync(document.RootElement, json, TestContext.Current.CancellationToken);
        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }

    /// <summary>A bus delivers what a spoke tells.</summary>
    public Task<JsonObject> TellAsync(string handler, string kind, JsonObject detail, SpokeKey? spoke = null) => CallAsync(handler, Event(kind, detail, spoke));

    /// <summary>A spoke's event.</summary>
    public JsonObject Event(string kind, JsonObject detail, SpokeKey? spoke = null)
    {
        var whole = detail.DeepClone().AsObject();
        whole["deployment"] ??= Deployment;
        whole["account"] ??= (spoke ?? Ireland).Account;
        whole["region"] ??= (spoke ?? Ireland).Region;
        return Envelope(kind, PlatformEvents.FromSpoke, whole, spoke);
    }

    /// <summary>An event of EC2.</summary>
    public JsonObject OfEc2(string kind, JsonObject detail, SpokeKey? spoke = null) => Envelope(kind, PlatformEvents.FromEc2, detail, spoke);

    /// <summary>What EC2 says of an instance's state.</summary>
    public JsonObject StateOf(string instance, string state) => OfEc2(PlatformEvents.StateChanged, new() { ["instance-id"] = instance, ["state"] = state });

    /// <summary>What <c>CreateFleet</c> answers: instances on demand in zone a, and errors.</summary>
    public static JsonObject FleetAnswer(IEnumerable<string> instances, params (string Code, string Message)[] errors) => new()
    {
        ["FleetId"] = "fleet-1",
        ["Instances"] = new JsonArray(
        [
            .. instances.Select(id => new JsonObject
            {
                ["InstanceIds"] = new JsonArray(id),
                ["InstanceType"] = "c5.large",
                ["Lifecycle"] = "on-demand",
                ["LaunchTemplateAndOverrides"] = new JsonObject { ["Overrides"] = new JsonObject { ["InstanceType"] = "c5.large", ["SubnetId"] = "subnet-a" } },
            }),
        ]),
        ["Errors"] = new JsonArray(
        [
            .. errors.Select(error => new JsonObject
            {
                ["ErrorCode"] = error.Code,
                ["ErrorMessage"] = error.Message,
                ["Lifecycle"] = "on-demand",
                ["LaunchTemplateAndOverrides"] = new JsonObject { ["Overrides"] = new JsonObject { ["InstanceType"] = "c5.large", ["SubnetId"] = "subnet-a" } },
            }),
        ]),
    };

    /// <summary>A worker joins on an intent's instance.</summary>
    public async Task JoinAsync(LaunchIntent intent, WorkerPhase phase = WorkerPhase.Working) => Assert.Equal(WriteAnswer.Written, await Runs.Store.WriteAsync(new WorkerRecord
    {
        Key = new(intent.Key.Run, intent.Key.Token), Version = 1, Phase = phase, Renewals = 1, Lease = TimeSpan.FromMinutes(1), Instance = intent.Instance!,
        Region = intent.Region, Round = intent.Round, Slots = intent.Slots,
    }));

    /// <summary>An intent as it is.</summary>
    public async Task<LaunchIntent> IntentAsync(RunId run, string token) => (await Runs.Store.GetIntentAsync(new(run, token)))!;

    private JsonObject Envelope(string kind, string source, JsonObject detail, SpokeKey? spoke) => new()
    {
        ["version"] = "0",
        ["id"] = "e1",
        ["detail-type"] = kind,
        ["source"] = source,
        ["account"] = (spoke ?? Ireland).Account,
        ["time"] = Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["region"] = (spoke ?? Ireland).Region,
        ["resources"] = new JsonArray(),
        ["detail"] = detail.DeepClone(),
    };
}
