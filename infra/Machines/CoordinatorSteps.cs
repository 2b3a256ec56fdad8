using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>
/// The steps that machines of coordinators share. Their state is <c>run</c>, <c>generation</c> and <c>plan</c>: the answer to the last <c>Plan</c>, which
/// is kept whole, so that a steady tick takes three transitions: plan, choose, wait.
/// </summary>
/// <param name="Plan">The ARN of the function that plans.</param>
/// <param name="Finish">The ARN of the function that ends what a run left.</param>
/// <param name="Machine">The machine's own ARN.</param>
internal sealed record CoordinatorSteps(string Plan, string Finish, string Machine)
{
    public const string PlanTick = "Plan the next tick";
    public const string Send = "Send the orders";
    public const string Wait = "Wait until the next tick";
    private const string Next = "What is next";
    private const string NextWhenSent = "What is next when all is sent";
    private const string Pack = "Pack for a successor";
    private const string HandOver = "Hand over to the successor";
    private const string HandedOver = "A successor goes on";
    private const string FinishRun = "End what the run left";
    private const string AnythingLeft = "Is there anything to send at last";
    private const string SendLast = "Send the last orders";
    private const string Over = "The run is over";
    private const string Record = "Record why it failed";
    private const string Failed = "The coordinator failed";

    /// <summary>Adds the tick: plan, send by a step of the machine's own, wait.</summary>
    /// <param name="definition">The machine.</param>
    /// <param name="send">What sends orders; orders that could not be sent are sent again at a later tick, under the same token.</param>
    public void AddTick(Definition definition, JsonObject send)
    {
        definition
            .Add(PlanTick, State.Invoke(Plan, new()
            {
                ["run.$"] = "$.run",
                ["owner.$"] = "$$.Execution.Name",
                ["tick.$"] = "$.plan.tick",
                ["clock.$"] = "$.plan.clock",
                ["memory.$"] = "$.plan.memory",
            }).KeptAt("$.plan").OrElse(Record).Then(Next))
            .Add(Next, State.Choice(null, [Match.Above("$.plan.sends", 0, Send), .. Follow()]))
            .Add(Send, send.KeptNowhere().InAnyCase(NextWhenSent))
            .Add(NextWhenSent, State.Choice(null, Follow()))
            .Add(Wait, State.Wait("$.plan.wait").Then(PlanTick));
    }

    /// <summary>Adds the hand-over, before the history of an execution is full (25,000 events: Step Functions quotas, 2026-11). The successor's name tells a repeat.</summary>
    public void AddHandOver(Definition definition) => definition
        .Add(Pack, State.Pass(new()
        {
            ["run.$"] = "$.run",
            ["generation.$"] = "$.generation",
            ["plan"] = new JsonObject { ["tick.$"] = "$.plan.tick", ["clock.$"] = "$.plan.clock", ["memory.$"] = "$.plan.memory" },
        }).Then(HandOver))
        .Add(HandOver, State.Call("sfn:startExecution", new()
        {
            ["StateMachineArn"] = Machine,
            ["Name.$"] = "States.Format('{}-{}-{}', $.run, $.generation, $.plan.tick)",
            ["Input.$"] = "States.JsonToString($)",
        }).Retrying(Retries.OfStarts()).Unless(Retries.StartedBefore, HandedOver).OrElse(Record).Then(HandedOver))
        .Add(HandedOver, State.Succeed());

    /// <summary>Adds the end, good or bad. A coordinator that failed is started again by schedule.</summary>
    public void AddEnd(Definition definition) => definition
        .Add(FinishRun, Finishing(failure: false).KeptAt("$.end").OrElse(Record).Then(AnythingLeft))
        .Add(AnythingLeft, State.Choice(Over, Match.Above("$.end.sends", 0, SendLast)))
        .Add(SendLast, State.Map("$.end.batches", Sending("Send a batch of the last orders"), atOnce: 5).KeptNowhere().OrElse(Record).Then(Over))
        .Add(Over, State.Succeed())
        .Add(Record, Finishing(failure: true).KeptNowhere().InAnyCase(Failed))
        .Add(Failed, State.FailAsCaught());

    /// <summary>What sends one batch.</summary>
    /// <param name="name">What it is called: names are unique in a machine, whatever part they are in.</param>
    public static Definition Sending(string name = "Send a batch") => new Definition("").Add(name, State.Put("$").End());

    private JsonObject Finishing(bool failure)
    {
        var payload = new JsonObject { ["run.$"] = "$.run", ["owner.$"] = "$$.Execution.Name" };
        if (failure)
            payload["failure.$"] = "$.failure";
        return State.Invoke(Finish, payload);
    }

    // What it says and nobody knows is an error, never "over": so there is no default.
    private static JsonObject[] Follow() =>
    [
        Match.Equal("$.plan.next", "wait", Wait),
        Match.Equal("$.plan.next", "successor", Pack),
        Match.Equal("$.plan.next", "over", FinishRun),
    ];
}
