using Muster.Testing.Platform.Patterns;

namespace Muster.Tests.Testing.Platform;

/// <summary>Event patterns on golden events.</summary>
public sealed class PatternTests
{
    private const string Stopped = """
        {"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2",
         "account":"123456789012","time":"2026-11-11T21:29:54Z","region":"us-east-1","resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],
         "detail":{"instance-id":"i-abcd1111","state":"stopped","n":300,"nothing":null,"tags":[{"k":"a","v":"1"},{"k":"b","v":"2"}],"words":["x","y"],"deep":{"flag":true}}}
        """;

    [Theory]
    [InlineData("""{"source":["aws.ec2"]}""", true)]
    [InlineData("""{"source":["aws.s3","aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}""", true)]
    [InlineData("""{"source":["AWS.EC2"]}""", false)]
    [InlineData("""{"source":["aws.ec2"],"detail":{"state":["running"]}}""", false)]
    [InlineData("""{"detail":{"state":["running","stopped"]}}""", true)]
    [InlineData("""{"detail":{"missing":["x"]}}""", false)]
    [InlineData("""{"resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"]}""", true)]
    [InlineData("""{"resources":[{"prefix":"arn:aws:ec2:us-east-1"}]}""", true)]
    [InlineData("""{"resources":[{"suffix":"/i-abcd1112"}]}""", false)]
    [InlineData("""{"source":[{"prefix":{"equals-ignore-case":"AWS."}}]}""", true)]
    [InlineData("""{"source":[{"equals-ignore-case":"AWS.EC2"}]}""", true)]
    [InlineData("""{"source":[{"wildcard":"aws.*2"}]}""", true)]
    [InlineData("""{"source":[{"wildcard":"*.s3"}]}""", false)]
    [InlineData("""{"detail":{"state":[{"anything-but":"stopped"}]}}""", false)]
    [InlineData("""{"detail":{"state":[{"anything-but":["running","pending"]}]}}""", true)]
    [InlineData("""{"detail":{"missing":[{"anything-but":"x"}]}}""", false)]
    [InlineData("""{"detail":{"state":[{"anything-but":{"prefix":"stop"}}]}}""", false)]
    [InlineData("""{"detail":{"n":[{"numeric":[">=",300]}]}}""", true)]
    [InlineData("""{"detail":{"n":[{"numeric":[">",0,"<",300]}]}}""", false)]
    [InlineData("""{"detail":{"n":[300.0]}}""", true)]
    [InlineData("""{"detail":{"n":["300"]}}""", false)]
    [InlineData("""{"detail":{"nothing":[null]}}""", true)]
    [InlineData("""{"detail":{"missing":[null]}}""", false)]
    [InlineData("""{"detail":{"state":[{"exists":true}]}}""", true)]
    [InlineData("""{"detail":{"state":[{"exists":false}]}}""", false)]
    [InlineData("""{"detail":{"missing":[{"exists":false}]}}""", true)]
    [InlineData("""{"detail":{"deep":[{"exists":true}]}}""", false)]
    [InlineData("""{"detail":{"gone":{"x":[{"exists":false}]}}}""", true)]
    [InlineData("""{"detail":{"deep":{"flag":[true]}}}""", true)]
    [InlineData("""{"detail":{"words":["y"]}}""", true)]
    [InlineData("""{"detail":{"words":["z"]}}""", false)]
    [InlineData("""{"detail":{"tags":{"k":["a"],"v":["1"]}}}""", true)]
    [InlineData("""{"detail":{"tags":{"k":["a"],"v":["2"]}}}""", false)]
    [InlineData("""{"$or":[{"source":["x"]},{"detail":{"state":["stopped"]}}]}""", true)]
    [InlineData("""{"$or":[{"source":["x"]},{"source":["y"]}]}""", false)]
    [InlineData("""{"detail":{"state":["running"],"$or":[{"n":[300]},{"n":[1]}]}}""", false)]
    public void Pattern_on_a_golden_event_matches_as_EventBridge_does(string pattern, bool matches) =>
        Assert.Equal(matches, EventPattern.Parse(pattern).Matches(Stopped));

    [Theory]
    [InlineData("""{"source":"aws.ec2"}""", "the pattern.source must be an object; found: aws.ec2.")]
    [InlineData("""{}""", "the pattern is empty; at least one name is needed.")]
    [InlineData("""{"detail":{"state":[]}}""", "the pattern.detail.state is an empty list; at least one alternative is needed.")]
    [InlineData("""{"a":[{"starts":"x"}]}""", "the pattern.a has the operator 'starts'; allowed: exists, anything-but, numeric, prefix, suffix, equals-ignore-case, wildcard.")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""", "the pattern.a has 2 operators in one object; allowed: 1. Found: {\"prefix\":\"x\",\"suffix\":\"y\"}.")]
    [InlineData("""{"a":[{"numeric":["~",1]}]}""", "the pattern.a compares by '~'; allowed: <, <=, =, >=, >.")]
    [InlineData("""{"$or":[{"a":["x"]}]}""", "the pattern.$or must be a list of two patterns or more; found: [{\"a\":[\"x\"]}].")]
    public void Pattern_that_EventBridge_refuses_is_refused(string pattern, string message) =>
        Assert.Equal(message, Assert.Throws<PatternException>(() => EventPattern.Parse(pattern)).Message);
}
