using System.Net;
using System.Text.Json.Nodes;
using Crm.Contacts.Relations;
using Crm.Kernel.Recipes;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Relations;

/// <summary>The kinds of relation: edited, taken out of use, taken along by recipes.</summary>
public sealed class RelationKindsTests
{
    [Fact]
    public async Task A_kind_is_made_renamed_and_taken_out_of_use_and_its_relations_keep_their_name()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Zola"));
        Assert.Contains("needs a name", (await tenant.PostAsync("/admin/relation-kinds/new", Form("", ""))).Page);
        Assert.Contains("Give the other name here too, or nowhere.", (await tenant.PostAsync("/admin/relation-kinds/new", Form("Mentor of", "", otherFrench: "Élève de"))).Page);
        Assert.Equal(HttpStatusCode.Redirect, (await tenant.PostAsync("/admin/relation-kinds/new", Form("Mentor of", "Pupil of", "Mentor de"))).Status);
        Assert.Contains("There is such a kind already.", (await tenant.PostAsync("/admin/relation-kinds/new", Form("Mentor of", ""))).Page);

        await tenant.RelateAsync(ids[0], "mentor-of:second", ids[1]);
        Assert.Contains("Pupil of Lou Zola", await tenant.PanelAsync(ids[0]));
        Assert.Contains("Mentor of Odile Roy", await tenant.PanelAsync(ids[1]));
        Assert.Equal(HttpStatusCode.Redirect, (await tenant.PostAsync("/admin/relation-kinds/mentor-of", Form("Teacher of", "Pupil of"))).Status);
        Assert.Contains("Teacher of Odile Roy", await tenant.PanelAsync(ids[1]));

        await tenant.PostAsync("/admin/relation-kinds", [("key", "mentor-of")], "/admin/relation-kinds?handler=Retire");
        var list = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/relation-kinds"));
        Assert.Contains("“Teacher of / Pupil of” is no longer offered; the 1 relation of this kind stays.", list);
        Assert.Contains("No longer offered", list);
        Assert.Contains("Teacher of Odile Roy", await tenant.PanelAsync(ids[1]));
        Assert.DoesNotContain("Teacher of", await tenant.Browser.ReadAsync($"/admin/people/{ids[0]}/relations"));
        Assert.Contains("bring it back", (await tenant.PostAsync("/admin/relation-kinds/new", Form("Mentor of", ""))).Page);
        await tenant.PostAsync("/admin/relation-kinds", [("key", "mentor-of")], "/admin/relation-kinds?handler=Restore");
        Assert.Contains("Teacher of", await tenant.Browser.ReadAsync($"/admin/people/{ids[0]}/relations"));

        static (string, string)[] Form(string name, string other, string french = "", string otherFrench = "") =>
        [
            ("Input.Names[0].Culture", "en"), ("Input.Names[0].Name", name), ("Input.Names[1].Culture", "fr"), ("Input.Names[1].Name", french), ("Input.OtherNames[0].Culture", "en"), ("Input.OtherNames[0].Name", other),
            ("Input.OtherNames[1].Culture", "fr"), ("Input.OtherNames[1].Name", otherFrench), ("Input.Place", "1"),
        ];
    }

    [Fact]
    public async Task Kinds_that_the_product_brings_are_read_in_french()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Lou", "Zola"));
        await tenant.RelateAsync(ids[0], "godmother", ids[1]);
        await tenant.RelateAsync(ids[0], "neighbour", ids[1]);
        await tenant.InFrenchAsync();
        using var french = await tenant.As("admin");
        french.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var panel = await tenant.PanelAsync(ids[0], french);
        Assert.Contains("Marraine de Lou Zola", panel);
        Assert.Contains("Dans le voisinage de Lou Zola", panel);
        Assert.Contains("Ajouter une relation", panel);
    }

    [Theory]
    [InlineData("pere-noel", "godmother", 9)]
    [InlineData("b2b", "assistant", 6)]
    public async Task Recipes_bring_their_kinds_and_what_is_exported_brings_them_again(string recipe, string own, int offered)
    {
        await using var host = await TestHost.StartAsync(new TestHostOptions());
        var settings = await host.SetupTenantAsync(recipe: recipe);
        var step = await host.InTenantAsync(settings, async services =>
        {
            var kinds = (await services.GetRequiredService<RelationKinds>().ListAsync()).Where(kind => !kind.IsRetired).ToList();
            Assert.Contains(kinds, kind => kind.Key == own && kind.Names.ContainsKey("fr"));
            Assert.Equal(offered, kinds.Count);
            return Assert.Single(await services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "relation-kinds").ExportAsync([.. kinds.Select(kind => kind.Key)]));
        });
        var again = JsonNode.Parse(step.ToJsonString())!.AsObject();
        again["kinds"]!.AsArray().RemoveAt(0);
        again["others"] = "retire";
        var file = new JsonObject { ["name"] = "again", ["steps"] = new JsonArray(again) };
        var report = await host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(settings, Kernel.Recipes.Harvest.RecipeFile.Upload("again.recipe.json", System.Text.Encoding.UTF8.GetBytes(file.ToJsonString())));
        Assert.Equal(RecipeOutcome.Done, report.Outcome);
        await host.InTenantAsync(settings, async services =>
        {
            var kinds = await services.GetRequiredService<RelationKinds>().ListAsync();
            Assert.Equal(offered - 1, kinds.Count(kind => !kind.IsRetired));
            Assert.Contains(kinds, kind => kind.IsRetired && kind.Key == step["kinds"]![0]!["Key"]!.ToString());
            return true;
        });
    }

    [Fact]
    public async Task Only_who_may_manage_kinds_changes_them()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.AddRoleAsync(tenant.Settings, "Editing", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "edith", "Editing");
        using var edith = await tenant.As("edith");
        foreach (var address in new[] { "/admin/relation-kinds", "/admin/relation-kinds/new", "/admin/relation-kinds/parent" })
        {
            using var refused = await edith.GetAsync(address);
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }
    }
}
