using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Constructs;
using Muster.Infra.Settings;

namespace Muster.Infra.Stacks;

/// <summary>
/// The hub: tables, bucket, bus, functions that decide, and machines that coordinate. It knows its spokes by name only, so it is
/// deployed before them, and without any right in their accounts.
/// </summary>
internal sealed class HubStack : Stack
{
    /// <summary>Makes it.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="settings">What is deployed.</param>
    /// <param name="code">The functions' binary.</param>
    public HubStack(Construct scope, PlatformSettings settings, Code code) : base(scope, NameOf(settings), Props(settings))
    {
        var (names, hub) = (new PlatformNames(settings.Hub.Deployment), settings.Hub);
        var schemas = TableSchema.Of(new(hub.Deployment));
        var tables = new RunTables(this, "RunTables", new(schemas.Single(schema => !schema.HasStream)));
        var intents = new IntentTable(this, "IntentTable", new(schemas.Single(schema => schema.HasStream)));
        var bucket = new ResultBucket(this, "ResultBucket", new(BucketNames.Of(hub.Deployment, hub.Account, hub.Region), InstanceRoles.Patterns(settings)));
        var bus = new HubBus(this, "Bus", new(names.HubBus, settings.Accounts));
        var letters = new DeadLetterQueue(this, "DeadLetters", new($"muster-{hub.Deployment}-hub-dead-letters", new(hub.Account, hub.Region)));
        var functions = new HubFunctions(this, "Functions", new(names, code, letters.Queue, hub, tables, intents, bucket));
        var machines = new HubMachines(this, "Machines", new(names, new(hub.Account, hub.Region), functions, bus.Bus));
        _ = new IntentPipe(this, "IntentPipe", new($"muster-{hub.Deployment}-intents", intents, machines.Intent, letters));
        _ = new HubRoutes(this, "Routes", new(settings, names, bus.Bus, functions, machines, letters.ForRules));
        var agent = new AgentRole(this, "AgentRole", new(names.AgentRole, settings.ExternalId, InstanceRoles.Patterns(settings)));
        tables.GrantOwnRun(agent.Role);
        intents.GrantOwnRun(agent.Role);
        bucket.GrantOwnRun(agent.Role);
        _ = new ClientPolicy(this, "ClientPolicy", new(names.ClientPolicy, tables, intents, bucket));
        _ = new HubWatch(this, "Watch", new(settings, functions, machines, letters));
        StackTags.Add(this, settings, "hub");
    }

    /// <summary>The stack's name.</summary>
    public static string NameOf(PlatformSettings settings) => new PlatformNames(settings.Hub.Deployment).HubStack;

    private static StackProps Props(PlatformSettings settings) => new()
    {
        Env = new Amazon.CDK.Environment { Account = settings.Hub.Account, Region = settings.Hub.Region },
        Description = $"Muster's hub of the deployment {settings.Hub.Deployment}",
        AnalyticsReporting = false,
        TerminationProtection = settings.IsProtected,
    };
}
