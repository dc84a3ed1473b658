using System.Text.Json.Nodes;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Merge;
using Crm.Messaging.Templates.Render;
using Crm.Messaging.Templates.Try;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Templates;

/// <summary>Templates travel with recipes; those of the recipes are sound.</summary>
public sealed class TravelTests
{
    [Theory]
    [InlineData("pere-noel", 10)]
    [InlineData("b2b", 9)]
    public async Task The_templates_of_a_recipe_say_something_good_to_everybody_and_travel(string recipe, int count)
    {
        var shared = await MessagingTenant.SharedAsync();
        var settings = await shared.Host.SetupTenantAsync($"mails-{recipe}", prefix: $"mails-{recipe}", recipe: recipe);
        var exported = await shared.Host.InTenantAsync(settings, async services =>
        {
            var (templates, renderer, reader, content, sight) = (services.GetRequiredService<MailTemplates>(), services.GetRequiredService<MailRenderer>(), services.GetRequiredService<MergeReader>(), services.GetRequiredService<IContentManager>(), await services.GetRequiredService<Visible>().ForSiteAsync());
            var all = await templates.ListAsync(isTrash: false, CancellationToken.None);
            Assert.Equal(count, all.Count);
            foreach (var template in all)
            {
                var mail = MailContent.Of((await templates.VersionAsync(template, null, CancellationToken.None))!.Content);
                var (faults, warnings) = await templates.FaultsAsync(template.Name, mail, template.IsLayout, null, isNew: false, CancellationToken.None);
                Assert.Empty(faults.Concat(warnings).Select(fault => $"{template.Name} {fault.Member} {fault.Sentence}"));
                foreach (var (variant, facts, person) in template.IsLayout ? [] : from variant in mail.Variants from facts in new[] { "", TryLetter.Samples(mail) } from known in new[] { true, false } select (variant, facts, known))
                {
                    var item = await content.NewAsync(ContactTypes.Person);
                    item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName, part.Gender, part.BirthDate) = person ? ("Inès", "Moreau", "female", new DateOnly(2020, 1, 1)) : ("", "", "", (DateOnly?)null));
                    var compiled = (await templates.FreezeAsync(template, null, CancellationToken.None))!.Value.Mail;
                    var values = await reader.ReadAsync(item, mail, variant.Language, compiled.In(variant.Language).Uses, sight);
                    values.TryAdd(MergeFields.SiteUrl, "https://example.org");
                    var made = await renderer.RenderAsync(compiled, new Merged { Language = variant.Language, Values = values, Utc = DateTime.UnixEpoch }, facts);
                    Assert.DoesNotMatch(@"\{\{|\s,|(Cher|Chère|Dear|Bonjour de|تحية طيبة )\s*[,،]|Moreau", $"{made.Subject}\n{made.Text}");
                    Assert.True(made.Html.Length < 20_000 && made.Text.Length > 40);
                }
            }

            return (await services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "MailTemplates").ExportAsync(null)).Single().ToJsonString();
        });

        // Brought elsewhere, twice: the same once.
        await using var other = await MessagingTenant.StartAsync();
        for (var time = 0; time < 2; time++)
        {
            using var answer = await other.Admin.SubmitAsync("/admin/profile", [new("Text", $$"""{ "name": "r", "steps": [ {{exported}} ] }""")], "/admin/recipes/run?handler=Progress");
            Assert.DoesNotContain("fault", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }

        var (again, versions) = await other.InAsync(async services => (
            (await services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "MailTemplates").ExportAsync(null)).Single().ToJsonString(),
            (await services.GetRequiredService<MailTemplates>().ListAsync(isTrash: false, CancellationToken.None)).Select(template => template.Version).Distinct()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(exported), JsonNode.Parse(again)), again);
        Assert.Equal([1], versions);
    }

    [Fact]
    public async Task A_recipe_with_a_hole_is_refused_with_its_place()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        const string Recipe = """{ "name": "r", "steps": [ { "name": "MailTemplates", "MailTemplates": { "bad": { "Title": "Bad", "Variants": [ { "Language": "en", "Subject": "a", "Html": ["<p>a</p>", "{{ person.given_name }}"] } ] } } } ] }""";
        using var answer = await tenant.Admin.SubmitAsync("/admin/profile", [new("Text", Recipe)], "/admin/recipes/run?handler=Check");
        Assert.Contains("Line 2, column 1: person.given_name may be empty", System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
