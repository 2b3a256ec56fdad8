using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Muster.Aws.Contracts;
using Muster.Aws.Store;

namespace Muster.Bench.Programs;

/// <summary>A DynamoDB server on loopback, from the packages of <c>package.json</c>.</summary>
internal sealed class LocalDynamo : IDisposable
{
    private const string Listening = "listening ";
    private static int s_tables;
    private readonly Process process;
    private readonly AmazonDynamoDBClient client;

    private LocalDynamo(Process process, int port)
    {
        this.process = process;
        Address = new($"http://127.0.0.1:{port}");
        client = new(
            new BasicAWSCredentials("dummy", "dummy"),
            new AmazonDynamoDBConfig { ServiceURL = Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The deployment of the store that was made last.</summary>
    public static string Deployment => $"bench{s_tables}";

    /// <summary>Starts one.</summary>
    /// <returns>The server; null: Node.js or the packages are not installed.</returns>
    public static LocalDynamo? TryStart(string repository)
    {
        if (!Tools.Has("node") || !Directory.Exists(Path.Join(repository, "node_modules", "dynalite")))
            return null;
        var server = Process.Start(new ProcessStartInfo("node", [Path.Join(repository, "tests", "Servers", "serve.cjs"), "dynalite"])
        {
            UseShellExecute = false,
            WorkingDirectory = repository,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = server.StandardOutput.ReadLine() ?? throw BenchException.Of("dynalite ended at once.");
        return new(server, int.Parse(line[Listening.Length..], CultureInfo.InvariantCulture));
    }

    /// <summary>A store in new tables.</summary>
    public DynamoRunStore NewStore(Func<double> chance)
    {
        s_tables++;
        var names = new TableNames(Deployment);
        DynamoTables.EnsureAsync(client, names, TimeProvider.System).GetAwaiter().GetResult();
        return new(client, names, $"aws://us-east-1/{names.Deployment}", new() { Chance = chance });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
