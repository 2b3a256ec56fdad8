using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Settings;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="HubFunctions"/> are made of.</summary>
/// <param name="Names">The platform's names.</param>
/// <param name="Code">The published binary.</param>
/// <param name="DeadLetters">Where events go that they could not handle.</param>
/// <param name="Hub">Where the store is.</param>
/// <param name="Tables">Its records.</param>
/// <param name="Intents">Its intents.</param>
/// <param name="Bucket">Its blobs.</param>
internal sealed record HubFunctionsProps(PlatformNames Names, Code Code, IQueue DeadLetters, HubSettings Hub, RunTables Tables, IntentTable Intents, ResultBucket Bucket);

/// <summary>The functions that decide. They read and write the store, and nothing else: none may call EC2, a machine or a bus.</summary>
internal sealed class HubFunctions : Construct
{
    /// <summary>The name of the function that starts coordinators that are missing: the same handler as Plan, but its failures are told apart.</summary>
    public const string RestartName = "restart";

    private readonly HubFunctionsProps props;

    /// <summary>Makes them.</summary>
    public HubFunctions(Construct scope, string id, HubFunctionsProps props) : base(scope, id)
    {
        this.props = props;
        // A tick of a million points works on 100 MB of records; more memory is a larger share of a processor.
        Plan = Make("Plan", PlatformHandlers.Plan, PlatformHandlers.Plan, memoryMib: 1024);
        Restart = Make("Restart", RestartName, PlatformHandlers.Plan);
        RecordLaunch = Make("RecordLaunch", PlatformHandlers.RecordLaunch, PlatformHandlers.RecordLaunch);
        OnInstanceEvent = Make("OnInstanceEvent", PlatformHandlers.OnInstanceEvent, PlatformHandlers.OnInstanceEvent);
        Reap = Make("Reap", PlatformHandlers.Reap, PlatformHandlers.Reap);
        Finish = Make("Finish", PlatformHandlers.Finish, PlatformHandlers.Finish);
        Check = Make("Check", PlatformHandlers.Check, PlatformHandlers.Check);
        GrantIntents();
        GrantBlobs(props.Bucket);
    }

    /// <summary>One tick of a coordinator.</summary>
    public MusterFunction Plan { get; }

    /// <summary>Starts coordinators that are missing.</summary>
    public MusterFunction Restart { get; }

    /// <summary>Records what came of a fleet.</summary>
    public MusterFunction RecordLaunch { get; }

    /// <summary>Records what happened to an instance.</summary>
    public MusterFunction OnInstanceEvent { get; }

    /// <summary>Asks for listings, and judges their pages.</summary>
    public MusterFunction Reap { get; }

    /// <summary>Ends what a run left.</summary>
    public MusterFunction Finish { get; }

    /// <summary>Takes what spokes tell of themselves.</summary>
    public MusterFunction Check { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<MusterFunction> All => [Plan, Restart, RecordLaunch, OnInstanceEvent, Reap, Finish, Check];

    // All but Check, which knows spokes only.
    private void GrantIntents()
    {
        foreach (var function in (MusterFunction[])[Plan, Restart, RecordLaunch, OnInstanceEvent, Reap, Finish])
            props.Intents.GrantIntents(function.Grantee);
    }

    private void GrantBlobs(ResultBucket bucket)
    {
        bucket.GrantSpecs(Plan.Grantee);
        bucket.GrantReadCatalogue(Plan.Grantee);
        bucket.GrantFleets(Plan.Grantee);
        foreach (var function in (MusterFunction[])[RecordLaunch, Reap, Finish])
            bucket.GrantReadFleets(function.Grantee);
        bucket.GrantCatalogue(Check.Grantee);
    }

    private MusterFunction Make(string id, string name, string handler, double memoryMib = 512)
    {
        var function = new MusterFunction(this, id, new(props.Names.Function(name), handler, props.Code, props.DeadLetters)
        {
            Environment = new Dictionary<string, string> { ["MUSTER_STORE"] = $"aws://{props.Hub.Region}/{props.Hub.Deployment}", ["MUSTER_ACCOUNT"] = props.Hub.Account },
            MemoryMib = memoryMib,
        });
        props.Tables.GrantRecords(function.Grantee);
        return function;
    }
}
