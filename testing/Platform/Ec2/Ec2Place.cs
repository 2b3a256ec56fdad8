using System.Text.Json.Nodes;
using Muster.Testing.Platform.Machines;

namespace Muster.Testing.Platform.Ec2;

/// <summary>EC2 in one account and region, as far as the platform's machines call it. It hurts like the real one.</summary>
public sealed class Ec2Place
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FakeInstance> instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ThrottleBucket> buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<CallFate>> fates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly FleetCalls fleets;
    private readonly InstanceCalls lives;
    private readonly CatalogueCalls catalogue;

    internal Ec2Place(string account, string region, TimeProvider time, Func<double> chance)
    {
        (Account, Region, Time, Chance) = (account, region, time, chance);
        (fleets, lives, catalogue) = (new(this), new(this), new(this));
    }

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>The region.</summary>
    public string Region { get; }

    /// <summary>How it behaves; may be changed at any time.</summary>
    public Ec2Weather Weather { get; set; } = new();

    /// <summary>What can be launched here.</summary>
    public Ec2Catalogue Catalogue { get; set; } = Ec2Catalogue.Small;

    /// <summary>Told when an instance's state is another, in EC2's words; in order, outside of any lock.</summary>
    public Action<FakeInstance, string> Changed { get; set; } = static (_, _) => { };

    /// <summary>Told what EC2 tells the account's default bus.</summary>
    public Action<JsonObject> Told { get; set; } = static _ => { };

    /// <summary>All instances that ever were.</summary>
    public IReadOnlyList<FakeInstance> Instances
    {
        get
        {
            lock (gate)
                return [.. instances.Values];
        }
    }

    internal TimeProvider Time { get; }

    internal Func<double> Chance { get; }

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>How often an action was called.</summary>
    public int Calls(string action)
    {
        lock (gate)
            return calls.GetValueOrDefault(action);
    }

    /// <summary>Decides what happens to the next calls of an action.</summary>
    public void Spoil(string action, params CallFate[] next)
    {
        lock (gate)
            fates[action] = new(next);
    }

    /// <summary>Answers a call.</summary>
    /// <exception cref="TaskFailedException">As Step Functions would see it.</exception>
    public JsonNode Call(string action, JsonObject parameters)
    {
        JsonNode answer;
        CallFate fate;
        var told = new List<Action>();
        lock (gate)
        {
            calls[action] = calls.GetValueOrDefault(action) + 1;
            fate = fates.TryGetValue(action, out var queue) && queue.TryDequeue(out var next) ? next : CallFate.Served;
            Refuse(action, fate);
            answer = Serve(action, parameters, told);
        }

        foreach (var tell in told)
            tell();
        return fate == CallFate.AnswerLost
            ? throw new TaskFailedException("Ec2.SdkClientException", "Unable to execute HTTP request: Read timed out (SDK Attempt Count: 3)")
            : answer;
    }

    /// <summary>Puts an instance there that nobody launched through the fake.</summary>
    public FakeInstance Plant(string type, IReadOnlyDictionary<string, string> tags, TimeSpan age = default)
    {
        lock (gate)
        {
            var (subnet, zone) = Catalogue.Subnets.First();
            var planted = New(new(type, subnet, zone, false), tags, Now - age);
            planted.State = planted.LastShown = "running";
            planted.VisibleFrom = planted.LaunchedAt;
            return planted;
        }
    }

    /// <summary>Warns of an interruption, and takes the instance back after the notice.</summary>
    public void Interrupt(string instance)
    {
        Tell("EC2 Spot Instance Interruption Warning", instance, new() { ["instance-id"] = instance, ["instance-action"] = "terminate" });
        After(Weather.Notice, () => Move(instance, "shutting-down", "terminated"));
    }

    /// <summary>Says that an instance is likely to be taken back.</summary>
    public void Rebalance(string instance) =>
        Tell("EC2 Instance Rebalance Recommendation", instance, new() { ["instance-id"] = instance });

    /// <summary>Ends an instance from inside, or by its hardware.</summary>
    public void Die(string instance) => Move(instance, "shutting-down", "terminated");

    internal FakeInstance New(OfferKey offer, IReadOnlyDictionary<string, string> tags, DateTimeOffset at)
    {
        var id = $"i-{(long)(Chance() * 0xFFFFFFFF):x8}{instances.Count:x9}";
        var made = new FakeInstance(id, Account, Region, offer, tags, at) { VisibleFrom = at + (Weather.Lag * Chance()) };
        instances[id] = made;
        return made;
    }

    internal FakeInstance? Find(string id) => instances.GetValueOrDefault(id);

    internal IEnumerable<FakeInstance> All => instances.Values;

    /// <summary>Moves an instance on, at once and after a moment, and tells of it.</summary>
    internal void Move(string id, params string[] states)
    {
        for (var step = 0; step < states.Length; step++)
        {
            var state = states[step];
            After(Weather.Boot * step, () => MoveTo(id, state));
        }
    }

    internal void MoveAfterBoot(string id, string state) => After(Weather.Boot, () => MoveTo(id, state));

    private void MoveTo(string id, string state)
    {
        FakeInstance found;
        lock (gate)
        {
            found = instances[id];
            if (found.State == state || found.State == "terminated" || (found.State == "shutting-down" && state != "terminated"))
                return;
            found.State = state;
            found.StateVisibleFrom = Now + (Weather.Lag * Chance());
        }

        Announce(found, state);
    }

    internal void Announce(FakeInstance instance, string state)
    {
        Changed(instance, state);
        Tell("EC2 Instance State-change Notification", instance.Id, new() { ["instance-id"] = instance.Id, ["state"] = state });
    }

    private void Tell(string type, string instance, JsonObject detail) => Told(new()
    {
        ["version"] = "0",
        ["id"] = $"{(long)(Chance() * long.MaxValue):x16}",
        ["detail-type"] = type,
        ["source"] = "aws.ec2",
        ["account"] = Account,
        ["time"] = Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["region"] = Region,
        ["resources"] = new JsonArray($"arn:aws:ec2:{Region}:{Account}:instance/{instance}"),
        ["detail"] = detail,
    });

    private void After(TimeSpan delay, Action act)
    {
        if (delay <= TimeSpan.Zero)
            act();
        else
            _ = LaterAsync(delay, act);
    }

    private async Task LaterAsync(TimeSpan delay, Action act)
    {
        await Task.Delay(delay, Time).ConfigureAwait(false);
        act();
    }

    private void Refuse(string action, CallFate fate)
    {
        if (fate == CallFate.Failed)
            throw Ec2Errors.Of("InternalError");
        if (fate == CallFate.Denied)
            throw Ec2Errors.Of("UnauthorizedOperation");
        if (!buckets.TryGetValue(action, out var bucket))
            buckets[action] = bucket = new(Time, Weather.Burst, Weather.PerSecond);
        if (fate == CallFate.Throttled || !bucket.TryTake())
            throw Ec2Errors.Of("RequestLimitExceeded");
    }

    private JsonObject Serve(string action, JsonObject parameters, List<Action> told) => action switch
    {
        "createFleet" => fleets.Create(parameters, told),
        "describeInstances" => lives.Describe(parameters),
        "terminateInstances" => lives.Act(parameters, "TerminatingInstances", told, "shutting-down", "terminated"),
        "stopInstances" => lives.Stop(parameters, told),
        "startInstances" => lives.Act(parameters, "StartingInstances", told, "pending", "running"),
        _ => catalogue.Serve(action, parameters) ?? throw Ec2Errors.Of("InvalidAction", action),
    };
}
