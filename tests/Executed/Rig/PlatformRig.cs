using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Blobs;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Fleet;
using Muster.Runs;
using Muster.Specs;
using Muster.Specs.Submission;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Ec2;
using Muster.Testing.Platform.Pipes;
using Muster.Testing.Platform.Shapes;
using Muster.Testing.Simulation.Time;
using Muster.Tests.Aws.Store;
using Muster.Tests.Infra;
using Muster.Tests.Servers;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// A platform of one test: the synthesized stacks on fakes of AWS, processes of the real function binary, new tables of a DynamoDB, and an S3 on loopback.
/// Time is real, and the pace fast.
/// </summary>
internal sealed class PlatformRig : IAsyncDisposable
{
    /// <summary>Far more than anything takes, even on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const string UsualPace =
        "tick=1s,launching=1s,blocked=2s,retry=1s,lock=6s,skew=500ms,grant=60s,grant-least=20s,launch=10s,send-again=3s,join=20s,forgotten=3s,grace=2s,capacity=4s,untried=2s,quota=4s,restart=5s,restart-every=2s";

    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(25);
    private static int s_rigs;
    private readonly AmazonDynamoDBClient client;
    private readonly S3StandIn s3;
    private readonly S3Clients buckets;
    private readonly CancellationTokenSource over = new();
    private readonly Lock gate = new();
    private readonly SimChance chance;
    private readonly int number;
    private FakePlatform? platform;
    private readonly long begun = TimeProvider.System.GetTimestamp();
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> notes = new();
    private Task piping = Task.CompletedTask;

    private PlatformRig(ExecutedPlatform executed, PlatformServers servers, AmazonDynamoDBClient client, RigOptions how)
    {
        this.client = client;
        number = Interlocked.Increment(ref s_rigs);
        chance = new(how.Seed);
        var names = PlatformServers.Tables;
        s3 = servers.S3;
        buckets = s3.Clients();
        var options = new DynamoOptions { Chance = Next };
        var address = $"aws://{SynthesizedPlatform.HubRegion}/{names.Deployment}";
        Store = new DynamoRunStore(client, names, address, options);
        Fleet = new DynamoFleetStore(client, names, address, options);
        Blobs = new S3BlobStore(buckets.In(SynthesizedPlatform.HubRegion), new(SynthesizedPlatform.HubRegion, PlatformServers.Bucket), TimeProvider.System, Next);
        Machines = new(new DynamoRunStore(client, names, address, options with { Meter = MachineMeter }), Points) { Slots = how.Slots };
        var metered = options with { Meter = FunctionMeter };
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = servers.Dynamo.ToString(), ["AWS_ENDPOINT_URL_S3"] = s3.Address.ToString(), ["AWS_ACCESS_KEY_ID"] = "dummy",
            ["AWS_SECRET_ACCESS_KEY"] = "dummy", ["AWS_EC2_METADATA_DISABLED"] = "true", ["MUSTER_PACE"] = $"{UsualPace}{how.Pace}", [AwsStoreBucket] = PlatformServers.Bucket,
        };
        Agents = how.HasAgents ? new(variables) : null;
        Functions = how.IsMetered
            ? new FunctionsInProcess(() => (new DynamoRunStore(client, names, address, metered), new DynamoFleetStore(client, names, address, metered), Blobs), variables)
            : new FunctionProcesses(executed.Functions, variables);
    }

    private const string AwsStoreBucket = Muster.Aws.Context.AwsStore.BucketVariable;

    /// <summary>The records.</summary>
    public IRunStore Store { get; }

    /// <summary>The platform's records.</summary>
    public IFleetStore Fleet { get; }

    /// <summary>The bytes.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>What functions in this process ask of DynamoDB.</summary>
    public RequestMeter FunctionMeter { get; } = new();

    /// <summary>What workers in this process ask of DynamoDB.</summary>
    public RequestMeter MachineMeter { get; } = new();

    /// <summary>Requests to S3 so far.</summary>
    public int BlobRequests => s3.Operations.Count();

    /// <summary>What points do.</summary>
    public Points Points { get; } = new();

    /// <summary>What runs on instances.</summary>
    public Machines Machines { get; }

    /// <summary>The agents that run on instances instead; null: there are none.</summary>
    public AgentProcesses? Agents { get; }

    /// <summary>Where functions run.</summary>
    public IFunctionHost Functions { get; }

    /// <summary>The stacks on fakes.</summary>
    public FakePlatform Platform => platform!;

    /// <summary>Pipes, each of which may deliver more than once.</summary>
    public IReadOnlyList<FakePipe> Pipes { get; private set; } = [];

    /// <summary>EC2 of a spoke, by its number.</summary>
    public Ec2Place Ec2(int spoke) => Platform.Ec2.In(ExecutedPlatform.Spokes[spoke].Account, ExecutedPlatform.Spokes[spoke].Region);

    /// <summary>All instances of all spokes.</summary>
    public IEnumerable<FakeInstance> Instances => Platform.Ec2.Places.SelectMany(place => place.Instances);

    /// <summary>Deploys, and has the spokes tell what there is.</summary>
    /// <param name="executed">What is deployed.</param>
    /// <param name="options">How; null: as usual.</param>
    public static async Task<PlatformRig> NewAsync(ExecutedPlatform executed, RigOptions? options = null)
    {
        var servers = await executed.ServersAsync();
        var rig = new PlatformRig(executed, servers, await servers.NewTablesAsync(), options ?? new());
        try
        {
            rig.platform = await FakePlatform.DeployAsync(new(
                executed.Stacks, await NewerNode.PathAsync(), NewerNode.Script, new ApiShapes(NewerNode.Apis), rig.Functions.InvokeAsync)
            {
                Chance = rig.Next,
                Opened = rig.Open,
                Coverage = executed.Coverage,
                // The coordinators' waits are counted by their patient clocks, and so must be as long as they say; else only retries wait.
                ScaleOf = machine => machine.Name.EndsWith("-sweep", StringComparison.Ordinal) || machine.Name.EndsWith("-queue", StringComparison.Ordinal) ? 1 : 0.1,
            });
            rig.Pipes = [.. rig.Platform.Pipes.Select(rig.PipeOf)];
            rig.piping = rig.PipeAsync();
            await rig.RingAsync("Catalogue");
            await rig.UntilAsync("catalogues of all spokes", async () => (await rig.Fleet.ListSpokesAsync()).Count(spoke => spoke.CatalogueAt is not null) == ExecutedPlatform.Spokes.Count);
            rig.Note("deployed");
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has all schedules come whose name has a word in it.</summary>
    public async Task RingAsync(string word)
    {
        foreach (var schedule in Platform.Schedules.Where(name => name.Contains(word, StringComparison.Ordinal)).ToList())
            await Platform.RingAsync(schedule);
    }

    /// <summary>Submits a sweep, and wishes that it be coordinated.</summary>
    public async Task<RunId> SubmitAsync(string yaml, bool isQueue = false)
    {
        var reading = SweepFile.ReadText(yaml, SpecFormat.Yaml, "sweep", Path.GetTempPath(), static () => Stream.Null);
        var spec = reading.Spec ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
        var submitted = await new Submitter(Store, Blobs, TimeProvider.System).SubmitAsync(new(spec, new PointSource(spec, null), $"token-{number}-{Next()}"));
        await Fleet.WishAsync(new PlatformWish.Start(submitted.Run.Id, isQueue, 0));
        return submitted.Run.Id;
    }

    /// <summary>Waits until a run has ended, and gives its record.</summary>
    public async Task<RunRecord> EndAsync(RunId run)
    {
        await UntilAsync($"the end of run {run}", async () => (await RunAsync(run)).HasEnded);
        Note($"run {run} ended");
        return await RunAsync(run);
    }

    /// <summary>A run's record.</summary>
    public async Task<RunRecord> RunAsync(RunId run) => await Store.GetRunAsync(run) ?? throw new InvalidOperationException($"There is no run {run}.");

    /// <summary>All intents of a run, open or not.</summary>
    public async Task<IReadOnlyList<LaunchIntent>> IntentsAsync(RunId run)
    {
        var intents = new List<LaunchIntent>();
        foreach (var item in (await ScanAsync()).Where(item => item["k"] is null && (string?)item[Attributes.Partition]!["S"] == run.Value))
        {
            if (await Store.GetIntentAsync(new(run, (string)item[Attributes.Sort]!["S"]!)) is { } intent)
                intents.Add(intent);
        }

        return intents;
    }

    /// <summary>Waits until no instance of the deployment costs anything any more.</summary>
    public Task NothingLeftAsync() => UntilAsync("the end of all instances", () => Instances.All(instance => !instance.IsAlive || !instance.Tags.ContainsKey(PlatformTags.Fleet)));

    /// <summary>Waits until something is the case; fails, with all that is known, when it never is.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(s_lookEvery, TimeProvider.System);
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                Assert.Fail($"Never came: {what}.\n{await TellAsync()}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="UntilAsync(string, Func{Task{bool}})" />
    public Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));

    /// <summary>Nothing that a machine called was wrong, nothing was given up, and nothing on the machines went wrong.</summary>
    public async Task AssertCleanAsync()
    {
        var all = Platform.Complaints.Concat(Platform.Buses.DeadLetters).Concat(Machines.Troubles).ToList();
        Assert.True(all.Count == 0, all.Count == 0 ? "" : $"{string.Join('\n', all)}\n{await TellAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        Note("over");
        if (platform is { Runner: var runner })
            TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join("; ", notes)}; {runner.Executions.Count} executions, {runner.Executions.Sum(execution => execution.Transitions)} transitions, {string.Join(", ", platform.Called.Select(call => $"{call.Key} {call.Value}"))}, functions {Functions.BusyMilliseconds:0} ms");
        await over.CancelAsync();
        await piping;
        await Machines.DisposeAsync();
        if (Agents is { } agents)
            await agents.DisposeAsync();
        platform?.Dispose();
        await Functions.DisposeAsync();
        buckets.Dispose();
        client.Dispose();
        over.Dispose();
    }

    /// <summary>All that is known, for people.</summary>
    public async Task<string> TellAsync()
    {
        var text = new StringBuilder();
        foreach (var run in await Store.ListRunsAsync(new()))
        {
            text.AppendLine($"run {run}");
            foreach (var worker in await Store.ListWorkersAsync(run.Id))
                text.AppendLine($"worker {worker}");
            foreach (var intent in await IntentsAsync(run.Id))
                text.AppendLine($"intent {intent}");
        }

        foreach (var spoke in await Fleet.ListSpokesAsync())
            text.AppendLine($"spoke {spoke}");
        foreach (var instance in Instances)
            text.AppendLine($"instance {instance.Id} {instance.Region} {instance.State}");
        foreach (var agent in Agents?.Agents.Values ?? [])
            text.AppendLine(agent.Told);
        foreach (var execution in platform?.Runner.Executions ?? [])
            text.AppendLine($"execution {execution.Machine.Name} {execution.Name}: {string.Join(" > ", execution.Path.TakeLast(8))} {(execution.Ended.IsCompleted ? await execution.Ended : "")}");
        text.AppendJoin('\n', (platform?.Complaints ?? []).Concat(platform?.Buses.DeadLetters ?? []).Concat(Machines.Troubles)).AppendLine();
        return text.Append(Functions.Log).ToString();
    }

    /// <summary>Notes when something had come about, for people.</summary>
    public void Note(string what) => notes.Enqueue($"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s {what}");

    private double Next()
    {
        lock (gate)
            return chance.Next();
    }

    private void Open(Ec2Place place)
    {
        place.Catalogue = Ec2Catalogue.Of(place.Region);
        place.Changed = (instance, state) =>
        {
            if (Agents is { } agents)
                agents.Changed(place, instance, state);
            else
                Machines.Changed(place, instance, state);
        };
    }

    private FakePipe PipeOf(DeployedPipe pipe) => new(
        ScanAsync,
        [Attributes.Partition, Attributes.Sort],
        pipe.Filters,
        pipe.Template,
        batch =>
        {
            Platform.Start(pipe.Target, $"pipe-{Next():0.000000000000}", batch);
            return Task.CompletedTask;
        });

    private async Task PipeAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(over.Token))
            {
                foreach (var pipe in Pipes)
                    await pipe.LookAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task<IReadOnlyList<JsonObject>> ScanAsync()
    {
        var answer = await client.ScanAsync(new ScanRequest { TableName = PlatformServers.Tables.Intents, ConsistentRead = true }, over.Token);
        return [.. (answer.Items ?? []).Select(JsonOf)];
    }

    private static JsonObject JsonOf(Dictionary<string, AttributeValue> item) => new(item.Where(attribute => attribute.Value.B is null).Select(attribute => KeyValuePair.Create(
        attribute.Key,
        (JsonNode?)(attribute.Value.S is { } text ? new JsonObject { ["S"] = text } : attribute.Value.N is { } number ? new JsonObject { ["N"] = number } : new JsonObject { ["BOOL"] = attribute.Value.BOOL }))));
}

/// <summary>How a platform of a test is.</summary>
internal sealed record RigOptions
{
    /// <summary>The seed of all chance.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// Whether the functions' requests are counted: then the binary's handlers run in the test's process, because their clients count them, and no server does.
    /// Default false: functions are processes of the real binary.
    /// </summary>
    public bool IsMetered { get; init; }

    /// <summary>Whether real agents, as processes, run on instances; else workers in the test's process do. Default false.</summary>
    public bool HasAgents { get; init; }

    /// <summary>What is otherwise in the pace, such as <c>,launch=2s</c>; later pairs win. Default: nothing.</summary>
    public string Pace { get; init; } = "";

    /// <summary>Slots of a machine; default 2, as many as the fake's types have processors.</summary>
    public int Slots { get; init; } = 2;
}
