using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>The hub's machines beside the coordinators.</summary>
internal static class HubDefinitions
{
    private const string AnythingToSend = "Is there anything to send";
    private const string Send = "Send the orders";
    private const string Done = "Done";

    /// <summary>Asks a function what to send, and sends it.</summary>
    /// <param name="comment">What it is for.</param>
    /// <param name="ask">The name of the state that asks.</param>
    /// <param name="function">The function's ARN.</param>
    /// <param name="payload">What it is given; null: the execution's input as it is.</param>
    public static Definition AskAndSend(string comment, string ask, string function, JsonObject? payload = null) => new Definition(comment)
        .Add(ask, State.Invoke(function, payload).KeptAt("$.orders").Then(AnythingToSend))
        .Add(AnythingToSend, State.Choice(Done, Match.Above("$.orders.sends", 0, Send)))
        .Add(Send, State.Map("$.orders.batches", CoordinatorSteps.Sending(), atOnce: 5).KeptNowhere().Then(Done))
        .Add(Done, State.Succeed());

    /// <summary>Passes on an agent's wish for a machine as an order to its spoke.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="bus">The hub's bus.</param>
    public static Definition Wish(string deployment, string bus) => new Definition("Passes on what an agent wishes for its machine to the spoke that has it.")
        .Add("Order what is wished", State.Put(new JsonArray(new JsonObject
        {
            ["Source"] = PlatformEvents.FromHub,
            ["DetailType"] = PlatformEvents.Act,
            ["EventBusName"] = bus,
            ["Detail"] = new JsonObject
            {
                ["deployment"] = deployment,
                ["account.$"] = "$.account",
                ["region.$"] = "$.region",
                ["act.$"] = "$.act",
                ["instances.$"] = "States.Array($.instance)",
                ["why.$"] = "$.why",
            },
        })).KeptNowhere().End());
}
