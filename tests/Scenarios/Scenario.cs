using Muster.Agent.Processes;
using Muster.Cli.Stores;
using Muster.Aws.Blobs;
using Muster.Local.Outputs;
using Muster.Local.Store;
using Muster.Operations;
using Muster.Runs;
using Muster.Tests.Aws.Store;
using Muster.Tests.Cli;

namespace Muster.Tests.Scenarios;

/// <summary>
/// A store of one test and the real processes that work on it. All of them, and whatever they start, carry a variable by
/// which they are found: a test ends with none of them left.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(5);
    private readonly List<MusterProcess> processes = [];
    private readonly string folder = Directory.CreateTempSubdirectory("muster-scenario-").FullName;
    private readonly EnvironmentVariable mark;

    private readonly ScenarioServers? servers;

    /// <summary>The store's address, as of <c>--store</c>.</summary>
    public string Address { get; }

    /// <summary>A scenario with a new store.</summary>
    /// <param name="servers">Where the store is; null: in a directory of this machine.</param>
    public Scenario(ScenarioServers? servers = null)
    {
        this.servers = servers;
        mark = new("MUSTER_TEST_SCENARIO", folder);
        Environment = new(StringComparer.Ordinal)
        {
            [mark.Name] = mark.Value, ["MUSTER_STORE"] = null, ["SCENARIO"] = folder, ["XDG_DATA_HOME"] = At("data"),
        };
        foreach (var (name, value) in servers?.Variables ?? [])
            Environment[name] = value;
        Address = servers?.Address ?? At("store");
        Store = StoreAddress.Of(Address, name => Environment.GetValueOrDefault(name)).Directory;
    }

    /// <summary>The store's directory on this machine: all of it, or what the points here write.</summary>
    public StoreDirectory Store { get; }

    /// <summary>Absolute path of the directory that processes start in; null: the test's own.</summary>
    public string? StartsIn { get; set; }

    /// <summary>Variables of all processes that are started. <c>SCENARIO</c> is the test's folder.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>Absolute path of a file in the test's folder.</summary>
    public string At(string name) => Path.Join(folder, name);

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>The lines that a scenario's commands wrote to a file so far; none when it is not there.</summary>
    public IReadOnlyList<string> Lines(string name) => File.Exists(At(name)) ? File.ReadAllLines(At(name)) : [];

    /// <summary>Starts the command on the scenario's store.</summary>
    public MusterProcess Start(params string[] arguments) => StartAs(MusterProcess.Words, arguments);

    /// <summary>Starts the command on the scenario's store with further variables, as on another machine.</summary>
    public MusterProcess StartWith(IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var all = new Dictionary<string, string?>(Environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            all[name] = value;
        string[] words = [.. MusterProcess.Words.Skip(1), .. arguments, "--store", Address];
        var process = MusterProcess.StartProgram(MusterProcess.Words[0], words, all, string.Join(' ', arguments), StartsIn);
        processes.Add(process);
        return process;
    }

    /// <summary>Starts another form of the command on the scenario's store.</summary>
    /// <param name="words">The words that stand for <c>muster</c>.</param>
    /// <param name="arguments">The words after it.</param>
    public MusterProcess StartAs(IReadOnlyList<string> words, params string[] arguments)
    {
        // What follows "--" is the command of a run.
        var own = arguments.TakeWhile(word => word != "--").ToList();
        string[] all = [.. words.Skip(1), .. own, "--store", Address, .. arguments.Skip(own.Count)];
        var process = MusterProcess.StartProgram(words[0], all, Environment, string.Join(' ', arguments), StartsIn);
        processes.Add(process);
        return process;
    }

    /// <summary>Starts a shell script on a pseudo-terminal, which is closed when the process that stands for it is killed. Skips the test where there is no <c>script</c>.</summary>
    /// <param name="text">The script. In it, <c>$MUSTER</c> stands for the command, and <c>$STORE</c> for the scenario's store.</param>
    /// <param name="directory">The directory that it starts in; null: the test's own.</param>
    public MusterProcess StartOnTerminal(string text, string? directory = null)
    {
        const string Script = "/usr/bin/script";
        Assert.SkipUnless(File.Exists(Script), "script, of util-linux, is not installed.");
        var environment = new Dictionary<string, string?>(Environment, StringComparer.Ordinal)
        {
            ["SHELL"] = "/bin/sh", ["COLUMNS"] = "200", ["MUSTER"] = Write("muster", $"#!/bin/sh\nexec '{string.Join("' '", MusterProcess.Words)}' \"$@\"\n"), ["STORE"] = Address,
        };
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At("muster"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var process = MusterProcess.StartProgram(Script, ["-q", "-e", "-c", text, "/dev/null"], environment, text, directory);
        processes.Add(process);
        return process;
    }

    /// <summary>Runs the command on the scenario's store to its end, with a text on its standard input.</summary>
    public async Task<Answer> PipeAsync(string input, params string[] arguments)
    {
        var process = Start(arguments);
        await process.GiveAsync(input);
        return await process.EndAsync();
    }

    /// <summary>Runs the command on the scenario's store to its end.</summary>
    public Task<Answer> RunAsync(params string[] arguments) => Start(arguments).EndAsync();

    /// <summary>
    /// Starts a bash script with a file system of its own at the store's directory, which nobody else sees and which goes when
    /// it ends. In it, <c>muster</c> works on the scenario's store. Skips the test where mounting is not allowed.
    /// </summary>
    /// <param name="options">Options of the tmpfs, such as <c>size=8m</c> or <c>ro</c>.</param>
    /// <param name="script">The script.</param>
    public async Task<MusterProcess> StartOnOwnDiskAsync(string options, string script)
    {
        Directory.CreateDirectory(Store.Root);
        const string Mount = "mount -t tmpfs -o \"$1\" tmpfs \"$2\"";
        var muster = $"muster() {{ '{string.Join("' '", MusterProcess.Words)}' \"$@\" --store '{Store.Root}'; }}";
        string[] own = ["--mount", "--map-root-user"];
        using var trial = MusterProcess.StartProgram("unshare", [.. own, "bash", "-c", Mount, "bash", options, Store.Root], Environment, "a mount of its own");
        var answer = await trial.EndAsync();
        Assert.SkipUnless(answer.Code == 0, $"No file system can be mounted here: {answer.Error.Trim()}");
        var process = MusterProcess.StartProgram(
            "unshare", [.. own, "bash", "-c", $"{Mount} || exit\n{muster}\n{script}", "bash", options, Store.Root], Environment, script);
        processes.Add(process);
        return process;
    }

    /// <summary>Waits until something is the case; fails, with what the processes told, when it never is.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(s_lookEvery, TimeProvider.System);
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > MusterProcess.Patience)
                Assert.Fail($"Never came: {what}. {string.Join('\n', processes.Select(process => process.Told))}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="UntilAsync(string, Func{Task{bool}})" />
    public Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));

    /// <summary>Waits until a file has so many lines.</summary>
    public Task LinesAsync(string name, int least) => UntilAsync($"{least} lines in {name}", () => Lines(name).Count >= least);

    /// <summary>The records, as another process reads them.</summary>
    public StoreContext OpenStore()
    {
        var where = StoreAddress.Of(Address, name => Environment.GetValueOrDefault(name));
        if (servers is null)
            return OpenStores.OrMake(where, _ => null);
        var blobs = new S3BlobStore(servers.Clients.In("us-east-1"), servers.Place, TimeProvider.System, DynamoRig.Chance);
        return new(where, new(servers.Rig.Open(), blobs, new LocalOutputs(Store.Points, blobs), TimeProvider.System) { Files = new FolderRunFiles(Store.Points) });
    }

    /// <summary>Whether the store can be read: one in a directory is not there before the first submission.</summary>
    public bool HasStore => servers is not null || Store.Exists;

    /// <summary>The only run of the store.</summary>
    public async Task<RunRecord> RunRecordAsync()
    {
        using var store = OpenStore();
        return Assert.Single(await store.Ports.Store.ListRunsAsync(new(), TestContext.Current.CancellationToken));
    }

    /// <summary>All points of a run.</summary>
    public async Task<IReadOnlyList<PointView>> PointsAsync(RunRecord run)
    {
        using var store = OpenStore();
        var points = new List<PointView>();
        await foreach (var point in new PointList(store.Ports).ReadAsync(run, new(), TestContext.Current.CancellationToken))
            points.Add(point);
        return points;
    }

    /// <summary>All points of the only run.</summary>
    public async Task<IReadOnlyList<PointView>> PointsAsync() => await PointsAsync(await RunRecordAsync());

    /// <summary>Process ids of all that the scenario started and that run still, children of children included.</summary>
    public IReadOnlyList<int> Running() => ProcessTable.WithVariable(mark);

    /// <summary>Waits until the engine, if any, has ended by itself; then nothing of the scenario may run.</summary>
    public async Task AssertNothingLeftAsync()
    {
        await UntilAsync("the end of the engine", () => EngineLock.FindHolder(Store) is null);
        await UntilAsync("the end of all processes", () => Running().Count == 0);
    }

    /// <summary>Kills all that the scenario started.</summary>
    /// <returns>Those that did not end even so.</returns>
    public Task<IReadOnlyList<int>> KillAllAsync() => ProcessTable.EndWithVariableAsync(mark, TimeSpan.Zero, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            process.Dispose();
        var left = await KillAllAsync();
        Directory.Delete(folder, recursive: true);
        servers?.Dispose();
        Assert.Empty(left);
    }
}
