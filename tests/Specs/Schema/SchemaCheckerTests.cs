using System.Text.Json.Nodes;

namespace Muster.Tests.Specs.Schema;

/// <summary>The checker that the schema's tests trust refuses what it should.</summary>
public class SchemaCheckerTests
{
    [Theory]
    [InlineData("""{"type": "integer"}""", "5", "5.5", " type")]
    [InlineData("""{"type": "number"}""", "5.5", "\"5.5\"", " type")]
    [InlineData("""{"type": ["boolean", "null"]}""", "null", "0", " type")]
    [InlineData("""{"type": "object"}""", "{}", "[]", " type")]
    [InlineData("""{"enum": ["a", "b"]}""", "\"b\"", "\"c\"", " enum")]
    [InlineData("""{"minimum": 1}""", "1", "0.9", " minimum")]
    [InlineData("""{"exclusiveMinimum": 0}""", "0.1", "0", " exclusiveMinimum")]
    [InlineData("""{"maximum": 10}""", "10", "11", " maximum")]
    [InlineData("""{"pattern": "^a+$"}""", "\"aa\"", "\"ab\"", " pattern")]
    [InlineData("""{"minLength": 1}""", "\"a\"", "\"\"", " minLength")]
    [InlineData("""{"minItems": 1}""", "[0]", "[]", " minItems")]
    [InlineData("""{"minProperties": 1}""", """{"a": 1}""", "{}", " minProperties")]
    [InlineData("""{"required": ["a"]}""", """{"a": null}""", """{"b": 1}""", " required")]
    [InlineData("""{"items": {"type": "string"}}""", """["a"]""", """["a", 1]""", "/1 type")]
    [InlineData("""{"properties": {"a": {"type": "string"}}}""", """{"b": 1}""", """{"a": 1}""", "/a type")]
    [InlineData("""{"properties": {"a": true}, "additionalProperties": false}""", """{"a": 1}""", """{"a": 1, "b": 1}""", "/b false")]
    [InlineData("""{"additionalProperties": {"type": "array"}}""", """{"a": []}""", """{"a": 1}""", "/a type")]
    [InlineData("""{"propertyNames": {"pattern": "^a"}}""", """{"ab": 1}""", """{"b": 1}""", "/b pattern")]
    [InlineData("""{"not": {"type": "string"}}""", "5", "\"5\"", " not")]
    [InlineData("""{"anyOf": [{"type": "string"}, {"minimum": 3}]}""", "3", "2", " anyOf")]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"minimum": 3}]}""", "2", "3", " oneOf")]
    [InlineData("""{"allOf": [{"type": "integer"}, {"minimum": 3}]}""", "3", "2", " minimum")]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}""", "\"5\"", "5", " type")]
    public void Each_keyword_takes_and_refuses(string schema, string good, string bad, string error)
    {
        var checker = new SchemaChecker(JsonNode.Parse(schema)!);

        Assert.Empty(checker.Check(JsonNode.Parse(good)));
        Assert.Equal([error], checker.Check(JsonNode.Parse(bad)));
    }

    [Fact]
    public void An_unknown_keyword_is_never_overlooked() =>
        Assert.Throws<NotSupportedException>(() => new SchemaChecker(JsonNode.Parse("""{"multipleOf": 2}""")!).Check(4));
}
