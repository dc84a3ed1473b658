using System.Net;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Views;

/// <summary>Cells of fields that the tenant added without code: their own editors write them.</summary>
public sealed class CellsOfFieldsTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Simple_fields_are_saved_by_their_own_editor_and_taken_back(string database)
    {
        await using var tenant = await StartAsync(database);
        var ada = await CellPage.AdaAsync(tenant);
        foreach (var (field, input, typed, shown) in new[]
        {
            ("Doudou", "Text", "Ours Gaspard", ">Ours Gaspard<"), ("Size", "Value", "12.5", ">12.5<"), ("Member", "Value", "true", ">yes<"), ("Since", "Value", "2020-02-03", ">2/3/2020<"), ("Colour", "Text", "red", ">red<"),
        })
        {
            Assert.Contains($"name=\"Person.{field}.{input}\"", await ada.OpenAsync($"Person.{field}"));
            using var saved = await ada.SaveAsync($"Person.{field}", null, ($"Person.{field}.{input}", typed));
            Assert.Contains(shown, saved.Text);
            if (field == "Colour")
            {
                using var undone = await ada.UndoAsync(saved.Undo!);
                Assert.Equal("Undone.", (string)undone.Toast!["text"]!);
            }
        }

        var stored = (await ada.ItemAsync()).Data["Person"]!;
        Assert.Equal(("Ours Gaspard", 12.5m, true), ((string)stored["Doudou"]!["Text"]!, (decimal)stored["Size"]!["Value"]!, (bool)stored["Member"]!["Value"]!));
        Assert.Null((string?)stored["Colour"]?["Text"]);
    }

    [Theory]
    [InlineData("Size", "Value", "twelve", "is not a number")]
    [InlineData("Size", "Value", "99", "20")]
    [InlineData("Since", "Value", "31 février", "is not a date")]
    [InlineData("Doudou", "Text", "", "Doudou")]
    public async Task What_the_fields_own_rules_refuse_is_said_and_nothing_is_written(string field, string input, string typed, string sentence)
    {
        await using var tenant = await StartAsync("Sqlite");
        var ada = await CellPage.AdaAsync(tenant);
        using (await ada.SaveAsync("Person.Doudou", null, ("Person.Doudou.Text", "Ours Gaspard")))
        {
        }

        var before = (await ada.ItemAsync()).Data["Person"]!.ToJsonString();
        using var refused = await ada.SaveAsync($"Person.{field}", null, ($"Person.{field}.{input}", typed));
        Assert.True(refused.IsEditor, refused.Text);
        Assert.Contains(sentence, refused.Text);
        Assert.Contains("field-error", refused.Text);
        Assert.Equal(before, (await ada.ItemAsync()).Data["Person"]!.ToJsonString());
    }

    [Fact]
    public async Task Long_texts_and_lists_of_texts_have_no_editor_and_an_input_of_another_field_writes_nothing()
    {
        await using var tenant = await StartAsync("Sqlite");
        var ada = await CellPage.AdaAsync(tenant);
        foreach (var field in new[] { "Story", "Wishes", "None" })
        {
            using var asked = await tenant.Browser.GetAsync(ada.Address($"Person.{field}"));
            Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        }

        using var saved = await ada.SaveAsync("Person.Doudou", null, ("Person.Doudou.Text", "Ours"), ("Person.Size.Value", "7"), ("Person.Story.Text", "Once"), ("PersonPart.Notes", "Notes"));
        var person = (await ada.ItemAsync()).Data;
        Assert.Equal("Ours", (string)person["Person"]!["Doudou"]!["Text"]!);
        Assert.DoesNotContain("Once", person.ToJsonString());
        Assert.Null((decimal?)person["Person"]!["Size"]?["Value"]);
    }

    [Fact]
    public async Task Two_who_change_one_field_are_asked_with_both_values_in_words()
    {
        await using var tenant = await StartAsync("Sqlite");
        var ada = await CellPage.AdaAsync(tenant);
        var editor = await ada.OpenAsync("Person.Doudou");
        await CellPage.ChangeAsync(tenant, ada.Id, item => item.Merge(new JsonObject { ["Person"] = new JsonObject { ["Doudou"] = new JsonObject { ["Text"] = "Lapin" } } }));
        using var asked = await ada.SaveFromAsync(editor, "Person.Doudou", null, ("Person.Doudou.Text", "Ours"));
        Assert.Contains(">Lapin</dd>", asked.Text);
        Assert.Contains(">Ours</dd>", asked.Text);
        using var kept = await ada.SaveFromAsync(asked.Text, "Person.Doudou", null, ("Person.Doudou.Text", "Ours"));
        Assert.Equal("Ours", (string)(await ada.ItemAsync()).Data["Person"]!["Doudou"]!["Text"]!);
    }

    [Fact]
    public async Task A_hidden_field_has_no_editor()
    {
        await using var tenant = await StartAsync("Sqlite");
        var ada = await CellPage.AdaAsync(tenant);
        await tenant.InAsync(async services =>
        {
            var rights = await services.GetRequiredService<IDocumentManager<FieldRights>>().GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Person, Path = "Person.Doudou", Roles = ["Chosen"] });
            await services.GetRequiredService<IDocumentManager<FieldRights>>().UpdateAsync(rights);
            return true;
        });
        await tenant.Host.AddRoleAsync(tenant.Settings, "Clerk", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "clara", "Clerk");
        using var clara = await tenant.As("clara");
        using var asked = await clara.GetAsync(ada.Address("Person.Doudou"));
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        using var sent = await clara.SubmitAsync("/admin/people/new", [new("Person.Doudou.Text", "Ours")], ada.Address("Person.Doudou"));
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
        Assert.Null((string?)(await ada.ItemAsync()).Data["Person"]?["Doudou"]?["Text"]);
    }

    private static async Task<ContactsTenant> StartAsync(string database)
    {
        var tenant = await ContactsTenant.StartAsync(database);
        await tenant.Host.SwitchAsync(tenant.Settings, on: ["Crm.Content"]);
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().MergeAsync(new ContentDefinitionRecord
            {
                ContentPartDefinitionRecords =
                [
                    new()
                    {
                        Name = "Person",
                        ContentPartFieldDefinitionRecords =
                        [
                            Field("Doudou", "TextField", """{ "TextFieldSettings": { "Required": true } }"""), Field("Size", "NumericField", """{ "NumericFieldSettings": { "Maximum": 20, "Scale": 2 } }"""),
                            Field("Member", "BooleanField"), Field("Since", "DateField"), Field("Colour", "TextField", """{ "TextFieldPredefinedListEditorSettings": { "Options": [ { "name": "red", "value": "red" } ] } }""", "PredefinedList"),
                            Field("Story", "TextField", editor: "TextArea"), Field("Wishes", "MultiTextField"),
                        ],
                    },
                ],
            });
            return true;
        });
        return tenant;
    }

    private static ContentPartFieldDefinition Field(string name, string type, string settings = "{}", string? editor = null)
    {
        var all = (JsonObject)JsonNode.Parse(settings)!;
        all["FieldIndexSettings"] = new JsonObject { ["Filterable"] = true };
        all["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = name, ["Editor"] = editor };
        return new ContentPartFieldDefinition { Name = name, FieldName = type, Settings = all };
    }
}
