using Muster.Tests.Servers;

[assembly: AssemblyFixture(typeof(DynamoServer))]

namespace Muster.Tests.Servers;

/// <summary>One DynamoDB on loopback for all tests; each makes tables of its own.</summary>
public sealed class DynamoServer : IDisposable
{
    private readonly Lazy<Task<NodeServer>> server = new(() => NodeServer.StartAsync([], "dynalite"));

    /// <summary>Where it listens; it is started when it is first asked for.</summary>
    public async Task<Uri> AddressAsync() => (await server.Value).Address;

    public void Dispose()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            server.Value.Result.Dispose();
    }
}
