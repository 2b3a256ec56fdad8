using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Fleet;
using Muster.Infra.Machines;
using Muster.Local.Engine;
using Muster.Offers;
using Muster.Runs;
using Muster.Specs;
using Muster.Specs.Submission;
using Muster.Sweeps;
using Muster.Testing.Simulation.Time;
using Muster.Tests.Aws.Store.Billing;
using Muster.Workers;

namespace Muster.Bench.Cloud;

/// <summary>
/// The platform in virtual time, with one spoke: the machines as they are deployed, the functions' own handlers, real workers, and the real stores on a DynamoDB of which only the server is in
/// memory (the tests hold its units against another server's). Nothing goes wrong: a run of hours takes seconds, and everything that it asks of AWS is counted.
/// </summary>
internal sealed class VirtualPlatform : IDisposable
{
    private const string Deployment = "bench", Account = "111122223333", Region = "us-east-1", InstanceType = "c7i.xlarge";
    private static readonly TimeSpan Delivery = TimeSpan.FromMilliseconds(500), Pending = TimeSpan.FromSeconds(10), Boot = TimeSpan.FromSeconds(40), ShutDown = TimeSpan.FromSeconds(30);
    private readonly MemoryDynamo dynamo = new();
    private readonly RequestMeter meter = new();
    private readonly Dictionary<string, MachineWalk> machines;
    private readonly VirtualFunctions functions;
    private long transitions, events, launched;
    private RunId run;

    private VirtualPlatform(CloudPlan plan)
    {
        Plan = plan;
        Clock = new(World, 0, TimeSpan.FromHours(1), TimeSpan.Zero);
        var (names, options, place) = (new TableNames(Deployment), new DynamoOptions { Chance = World.Chance.Next, Time = Clock, Meter = meter }, $"aws://{Region}/{Deployment}");
        Records = new(dynamo, names, place, options);
        Fleet = new(dynamo, names, place, options);
        functions = new(this, meter, Deployment);
        var ports = new WalkPorts(() => Clock.GetUtcNow(), World.After, _ => transitions++, Call);
        var spoke = new SpokePlace(Deployment, Account, Region);
        machines = new Dictionary<string, Definition>(StringComparer.Ordinal)
        {
            ["intent"] = new IntentDefinition("sweep", "queue", "ask", "wish").Build(),
            ["sweep"] = CoordinatorDefinitions.Sweep(new(PlatformHandlers.Plan, PlatformHandlers.Finish, "sweep")),
            [PlatformEvents.Launch] = LaunchDefinition.Of(spoke),
            [PlatformEvents.Act] = ActDefinition.Of(spoke),
        }.ToDictionary(machine => machine.Key, machine => new MachineWalk(machine.Value.ToJson(), ports), StringComparer.Ordinal);
    }

    /// <summary>What agents on a platform do how often.</summary>
    public static WorkerPolicy WorkerPolicy => EnginePace.Remote.Worker;

    /// <summary>The sweep.</summary>
    public CloudPlan Plan { get; }

    /// <summary>Virtual time.</summary>
    public SimWorld World { get; } = new(1);

    /// <summary>Everybody's clock.</summary>
    public SimClock Clock { get; }

    /// <summary>The records of runs.</summary>
    public DynamoRunStore Records { get; }

    /// <summary>The records of the platform.</summary>
    public DynamoFleetStore Fleet { get; }

    /// <summary>The bucket.</summary>
    public CountedBlobs Blobs { get; } = new();

    /// <summary>How long the sweep took, from its submission to its end, in its own time.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>What it asked for.</summary>
    public PlatformUse Use { get; private set; } = null!;

    /// <summary>Runs a sweep to its end, and until its instances are gone.</summary>
    public static VirtualPlatform Run(CloudPlan plan)
    {
        var platform = new VirtualPlatform(plan);
        platform.TellSpoke();
        platform.Submit();
        platform.Go();
        return platform;
    }

    /// <inheritdoc />
    public void Dispose() => dynamo.Dispose();

    /// <summary>What a spoke's catalogue machine told at some time before: not of this sweep, so it is not counted.</summary>
    private void TellSpoke()
    {
        var (key, now) = (new SpokeKey(Account, Region), Clock.GetUtcNow());
        List<ZoneOffer> zones = [new($"{Region}a", 0.07m, now), new($"{Region}b", 0.07m, now)];
        Wait(Fleet.WriteAsync(new SpokeRecord
        {
            Key = key, Version = 1, Subnets = [new("subnet-a", $"{Region}a"), new("subnet-b", $"{Region}b")], Profiles = [new("muster-plain", "x86_64", null, null, null, false)], CatalogueAt = now,
        }));
        var type = new InstanceType { Name = InstanceType, Vcpus = Plan.Slots, MemoryBytes = 8L << 30, Architectures = ["x86_64"], OnDemandUsd = 0.1785m, Zones = zones };
        using var bytes = new MemoryStream(CatalogueJson.Write(new Catalogue { Spoke = key, Types = [type], TypesAt = now, OfferingsAt = now, SpotAt = now }));
        Wait(Blobs.PutAsync(PlatformBlobs.Catalogue(key), bytes));
        meter.Reset();
        Blobs.Reset();
    }

    private void Submit()
    {
        var yaml = $"name: bench\ncommand: \"true\"\ngrid:\n  n: [{string.Join(", ", Enumerable.Range(0, (int)Math.Min(Plan.Points, 1000)))}]\n  m: [{string.Join(", ", Enumerable.Range(0, (int)Math.Max(1, Plan.Points / 1000)))}]\n";
        var reading = SweepFile.ReadText(yaml, SpecFormat.Yaml, "bench", Path.GetTempPath(), static () => Stream.Null);
        var spec = reading.Spec ?? throw BenchException.Of(string.Join('\n', reading.Errors));
        run = Wait(new Submitter(Records, Blobs, Clock).SubmitAsync(new(spec, new PointSource(spec, null), "bench"))).Run.Id;
        Wait(Fleet.WishAsync(new PlatformWish.Start(run, false, 0)));
        World.After(Delivery, () => machines["intent"].Start("intent", new JsonArray(new JsonObject { ["kind"] = "start", ["run"] = run.Value, ["queue"] = "false", ["generation"] = "0" })));
    }

    private void Go()
    {
        while (World.Step())
        {
            // Until nobody has anything left to do.
        }

        var count = meter.Total;
        var end = Wait(Records.GetRunAsync(run))!;
        if (end.State != RunState.Complete || end.Counts.Succeeded != end.PointCount || launched != Plan.Instances)
            throw BenchException.Of($"The run on {launched} instances ended as {end.State}, with {end.Counts} of {end.PointCount} points: {end.Reason?.Text}");
        Took = end.CompletedAt!.Value - end.CreatedAt;
        Use = new() { Dynamo = count, Transitions = transitions, Calls = functions.Calls, Ran = functions.Ran, Events = events, Puts = Blobs.Puts, Gets = Blobs.Gets };
    }

    private JsonNode? Call(string resource, JsonNode? parameters)
    {
        switch (resource[(resource.LastIndexOf(":::", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..])
        {
            case PlatformHandlers.Plan or PlatformHandlers.Finish:
                return functions.Call(resource, parameters!);
            case "aws-sdk:sfn:startExecution":
                machines[(string)parameters!["StateMachineArn"]!].Start((string)parameters["Name"]!, JsonNode.Parse((string)parameters["Input"]!));
                return new JsonObject();
            case "events:putEvents":
                foreach (var entry in parameters!["Entries"]!.AsArray())
                    Deliver(entry!.AsObject());
                return new JsonObject { ["FailedEntryCount"] = 0 };
            case "aws-sdk:ec2:createFleet":
                return CreateFleet(parameters!);
            case "aws-sdk:ec2:terminateInstances":
                return new JsonObject(); // they have ended by themselves
            case var other:
                throw BenchException.Of($"A machine calls {other}, which the benchmark does not know.");
        }
    }

    /// <summary>An event of a machine is paid for on the bus where it is put, and again when a rule passes it on to another bus.</summary>
    private void Deliver(JsonObject entry)
    {
        events += 2;
        var (kind, detail) = ((string)entry["DetailType"]!, entry["Detail"]!.DeepClone().AsObject());
        if ((string)entry["Source"]! == PlatformEvents.FromHub)
            World.After(Delivery, () => machines[kind].Start($"{kind}-{events}", detail));
        else
            Tell(kind == PlatformEvents.LaunchAnswered ? PlatformHandlers.RecordLaunch : PlatformHandlers.OnInstanceEvent, kind, PlatformEvents.FromSpoke, detail);
    }

    private void Tell(string handler, string kind, string source, JsonObject detail) => World.After(Delivery, () => functions.Call(handler, new JsonObject
    {
        ["version"] = "0", ["id"] = $"event-{events}", ["detail-type"] = kind, ["source"] = source, ["account"] = Account, ["region"] = Region,
        ["time"] = Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), ["resources"] = new JsonArray(), ["detail"] = detail,
    }));

    private JsonObject CreateFleet(JsonNode order)
    {
        var ids = Enumerable.Range(0, (int)order["TargetCapacitySpecification"]!["TotalTargetCapacity"]!).Select(_ => $"i-0123456789abc{launched++:x4}").ToList();
        foreach (var id in ids)
        {
            StateOf(id, "pending", Delivery);
            StateOf(id, "running", Pending);
            World.After(Boot, () => Begin(id));
        }

        return new()
        {
            ["FleetId"] = "fleet-1",
            ["Errors"] = new JsonArray(),
            ["Instances"] = new JsonArray(new JsonObject
            {
                ["InstanceIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
                ["InstanceType"] = InstanceType,
                ["Lifecycle"] = order["SpotOptions"] is null ? "on-demand" : "spot",
                ["LaunchTemplateAndOverrides"] = new JsonObject { ["Overrides"] = new JsonObject { ["InstanceType"] = InstanceType, ["SubnetId"] = "subnet-a" } },
            }),
        };
    }

    /// <summary>EC2's own events are free on the default bus, and paid for where the rule passes them on to the hub's.</summary>
    private void StateOf(string instance, string state, TimeSpan after) => World.After(after, () =>
    {
        events++;
        Tell(PlatformHandlers.OnInstanceEvent, PlatformEvents.StateChanged, PlatformEvents.FromEc2, new() { ["instance-id"] = instance, ["state"] = state });
    });

    /// <summary>What the agent does on an instance: fetches itself, reads run, place and spec, works, and shuts the machine down.</summary>
    private void Begin(string instance)
    {
        if (Wait(Records.GetRunAsync(run)) is not { HasEnded: false } record)
            return;
        if (Wait(Records.ListOpenIntentsAsync(run)).FirstOrDefault(intent => intent.Instance == instance) is not { } intent)
        {
            World.After(TimeSpan.FromSeconds(2), () => Begin(instance));
            return;
        }

        Wait(Records.GetWorkerAsync(new(run, intent.Key.Token)));
        Blobs.CountGets(2);
        _ = new InstanceWorker(this, record, intent, () =>
        {
            StateOf(instance, "shutting-down", Delivery);
            StateOf(instance, "terminated", ShutDown);
        });
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
