using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Testing.Time;

namespace Muster.Tests.Functions;

public sealed class FunctionLogTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly ManualTime time = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_line_is_json_with_run_request_and_trace()
    {
        var log = new FunctionLog(output, time, "plan");
        log.Begin("r1", "Root=1");
        log.About("rabc");

        log.Info("A \"tick\".", ("n", 3), ("ok", true), ("x", 0.5), ("none", null), ("text", "a\nb"));

        Assert.Equal(
            """{"time":"2026-03-01T12:00:00+00:00","level":"INFO","message":"A \u0022tick\u0022.","n":3,"ok":true,"x":0.5,"text":"a\nb","handler":"plan","run":"rabc","request_id":"r1","trace_id":"Root=1"}""" + "\n",
            output.ToString());
    }

    [Fact]
    public void The_next_request_is_about_no_run_until_it_says_so()
    {
        var log = new FunctionLog(output, time, "plan");
        log.Begin("r1", null);
        log.About("rabc");
        log.Begin("r2", null);

        log.Warn("w");

        Assert.EndsWith("""
            "level":"WARN","message":"w","handler":"plan","request_id":"r2"}
            """.Trim() + "\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_has_its_type_and_where_it_was()
    {
        var log = new FunctionLog(output, time, "plan");

        log.Error("Failed.", new InvalidDataException("It is damaged."));

        Assert.Contains("\"level\":\"ERROR\",\"message\":\"Failed.\",\"error_type\":\"InvalidDataException\",\"error\":\"It is damaged.\"", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_is_a_line_in_the_embedded_format_with_its_dimensions()
    {
        var log = new FunctionLog(output, time, "reap");

        new FunctionMetrics(log, time, "team").Add("Reaped", 2, FunctionWorld.Ireland);

        Assert.Equal(
            """{"_aws":{"Timestamp":1772366400000,"CloudWatchMetrics":[{"Namespace":"Muster","Dimensions":[["Deployment"],["Deployment","Account","Region"]],"Metrics":[{"Name":"Reaped","Unit":"Count"}]}]},"Deployment":"team","Account":"111122223333","Region":"eu-west-1","Reaped":2,"handler":"reap"}""" + "\n",
            output.ToString());
    }

    [Fact]
    public void A_metric_of_the_deployment_has_its_one_dimension()
    {
        new FunctionMetrics(new(output, time, "plan"), time, "team").Add("TickTime", 12.5, MetricUnit.Milliseconds);

        Assert.Contains("""[{"Namespace":"Muster","Dimensions":[["Deployment"]],"Metrics":[{"Name":"TickTime","Unit":"Milliseconds"}]}]},"Deployment":"team","TickTime":12.5""", output.ToString(), StringComparison.Ordinal);
    }
}
