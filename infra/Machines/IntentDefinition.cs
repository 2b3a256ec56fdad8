using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>
/// The machine that a pipe starts with each wish. It alone reads <c>$[0]</c>, which is how pipes deliver; and it names what it starts by run and
/// generation, which a pipe cannot: so a wish that comes twice begins once.
/// </summary>
/// <param name="Sweep">The ARN of the machine for sweeps.</param>
/// <param name="Queue">The ARN of the machine for queues.</param>
/// <param name="Ask">The ARN of the machine that checks.</param>
/// <param name="Wish">The ARN of the machine that passes on wishes for machines.</param>
internal sealed record IntentDefinition(string Sweep, string Queue, string Ask, string Wish)
{
    private const string Prepare = "Begin with nothing planned";
    private const string IsQueue = "Is it a queue";
    private const string StartSweep = "Start the sweep";
    private const string StartQueue = "Start the queue";
    private const string StartCheck = "Start the check";
    private const string PassOn = "Pass on the wish for a machine";
    private const string Begun = "It has begun";
    private const string Unknown = "Nobody knows such a wish";

    /// <summary>The machine.</summary>
    public Definition Build() => new Definition("Begins what a client or an agent wishes: a run, a check, or the end of a machine.")
        .Add("What is wished", State.Choice(Unknown,
            Match.Equal("$[0].kind", "start", Prepare),
            Match.Equal("$[0].kind", "check", StartCheck),
            Match.Equal("$[0].kind", "machine", PassOn)))
        .Add(Prepare, State.Pass(new()
        {
            ["run.$"] = "$[0].run",
            ["queue.$"] = "$[0].queue",
            ["generation.$"] = "$[0].generation",
            ["plan"] = new JsonObject { ["tick"] = 0, ["clock"] = 0, ["memory"] = null },
        }).Then(IsQueue))
        .Add(IsQueue, State.Choice(StartSweep, Match.Equal("$.queue", "true", StartQueue)))
        .Add(StartSweep, StartRun(Sweep))
        .Add(StartQueue, StartRun(Queue))
        .Add(StartCheck, Start(Ask).Then(Begun))
        .Add(PassOn, Start(Wish).Then(Begun))
        .Add(Begun, State.Succeed())
        .Add(Unknown, State.Fail("UnknownWish", "An item of the intents' table has an attribute k that is none of start, check and machine."));

    private static JsonObject StartRun(string machine) =>
        Start(machine, ("Name.$", "States.Format('{}-{}', $.run, $.generation)"), ("Input.$", "States.JsonToString($)")).Unless(Retries.StartedBefore, Begun).Then(Begun);

    private static JsonObject Start(string machine) => Start(machine, ("Input.$", "States.JsonToString($[0])"));

    private static JsonObject Start(string machine, params (string Name, string Value)[] parameters)
    {
        var all = new JsonObject { ["StateMachineArn"] = machine };
        foreach (var (name, value) in parameters)
            all[name] = value;
        return State.Call("sfn:startExecution", all).KeptNowhere().Retrying(Retries.OfStarts());
    }
}
