using System.Text;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Recipes.Reading;

namespace Crm.Kernel.Tests.Recipes;

public class RecipeReaderTests
{
    [Fact]
    public async Task Comments_trailing_commas_and_a_byte_order_mark_are_read()
    {
        var recipe = await Read([.. Encoding.UTF8.GetPreamble(), .. """
            // a comment with "quotes
            { "name": "a", /* and another */ "steps": [ { "name": "feature", "enable": ["X",], }, ], }
            """u8.ToArray()]);
        Assert.Equal("a", recipe.Name);
        Assert.Equal("X", recipe.Steps[0]["enable"]![0]!.ToString());
    }

    [Fact]
    public async Task Utf16_is_read() => Assert.Single((await Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("""{ "steps": [ { "name": "x" } ] }""")])).Steps);

    [Fact]
    public async Task Raw_control_characters_in_a_string_stay_in_its_value()
        => Assert.Equal("a\nb\tc\u0001", (await Read("{ \"steps\": [ { \"name\": \"a\nb\tc\u0001\" } ] }")).Steps[0]["name"]!.ToString());

    [Fact]
    public async Task A_fault_after_a_raw_line_break_in_a_string_is_found_on_the_line_as_written()
    {
        var fault = await Assert.ThrowsAsync<RecipeFormatException>(() => Read("{ \"name\": \"a\nb\",\n  oops }"));
        Assert.Equal((3, 3), (fault.Line, fault.Column));
        Assert.Contains("line 3, column 3", fault.Message);
        Assert.Contains("oops", fault.Message);
    }

    [Theory]
    [InlineData("{ \"steps\": [", "ends too early")]
    [InlineData("", "empty")]
    [InlineData("[]", "JSON object")]
    [InlineData("{}", "array named \"steps\"")]
    [InlineData("{ \"steps\": {} }", "array named \"steps\"")]
    [InlineData("{ \"Steps\": [] }", "lower case")]
    [InlineData("{ \"steps\": [], \"Variables\": {} }", "lower case")]
    [InlineData("{ \"steps\": [], \"variables\": {} }", "before")]
    [InlineData("{ \"steps\": [ 1 ] }", "object with a \"name\"")]
    [InlineData("{ \"steps\": [], \"steps\": [] }", "twice")]
    [InlineData("{ \"variables\": [], \"steps\": [] }", "a name and a value")]
    public async Task What_is_wrong_is_said_in_a_sentence(string text, string words)
        => Assert.Contains(words, (await Assert.ThrowsAsync<RecipeFormatException>(() => Read(text))).Message);

    [Fact]
    public async Task Deep_nesting_is_refused_in_a_sentence()
    {
        var text = "{ \"steps\": [ { \"name\": \"x\", \"a\": " + new string('[', 100_000) + new string(']', 100_000) + " } ] }";
        Assert.Contains("200 deep", (await Assert.ThrowsAsync<RecipeFormatException>(() => Read(text))).Message);
    }

    [Fact]
    public async Task Fifty_megabytes_of_rubbish_are_refused_in_a_sentence_before_they_are_parsed()
    {
        var rubbish = new byte[50 * 1024 * 1024];
        Array.Fill(rubbish, (byte)'[');
        Assert.Contains("larger than 32 MB", (await Assert.ThrowsAsync<RecipeFormatException>(() => Read(rubbish))).Message);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
        => Assert.Contains("UTF-8", (await Assert.ThrowsAsync<RecipeFormatException>(() => Read([0x7B, 0xFF, 0x80]))).Message);

    [Fact]
    public async Task Top_members_are_read_in_any_case_and_in_two_languages()
    {
        var recipe = await Read("""
            { "Name": "b", "DisplayName": "Blank", "IsSetupRecipe": "true", "localized": { "fr": { "displayName": "Vierge", "description": "Rien." } }, "steps": [] }
            """);
        Assert.True(recipe.Descriptor.IsSetupRecipe);
        Assert.Equal("Vierge", recipe.Descriptor.TextsFor(new("fr-FR")).DisplayName);
        Assert.Equal("Blank", recipe.Descriptor.TextsFor(new("de")).DisplayName);
    }

    [Fact]
    public async Task Paths_are_found_in_the_text_and_missing_ones_at_their_nearest_ancestor()
    {
        var recipe = await Read("{ \"steps\": [\n  { \"name\": \"x\",\n    \"data\": [ {},\n      { \"odd name\": 1 } ] } ] }");
        var places = JsonPaths.Locate(recipe.Text, ["steps[0].data[1]['odd name']", "steps[0].data[1].gone"]);
        Assert.Equal((4, 21), places["steps[0].data[1]['odd name']"]);
        Assert.Equal((4, 7), places["steps[0].data[1].gone"]);
    }

    private static Task<Recipe> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static Task<Recipe> Read(byte[] bytes) => RecipeReader.ReadAsync(RecipeFile.Upload("test.recipe.json", bytes), PlainLocalizer.Instance);
}
