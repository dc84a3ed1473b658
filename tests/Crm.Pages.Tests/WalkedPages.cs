using System.Text.RegularExpressions;
using Crm.Browsing;
using Crm.Contacts.Relations;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Pages.Tests;

/// <summary>
/// Every page of the tenant's page table as an address to open: those that need an id get one of the demo. A page that is neither here nor in <see cref="NotWalked"/>
/// fails the walk, so a new page is seen from its first day.
/// </summary>
internal sealed partial class WalkedPages(Site site)
{
    /// <summary>Addresses that show no page of their own when they are opened, and why.</summary>
    public static readonly Dictionary<string, string> NotWalked = new(StringComparer.Ordinal)
    {
        [""] = "sends on to the front page or the sign-in",
        ["{**path}"] = "shows an item at its own address; Crm.Content.Tests opens some",
        ["admin/media/move/{**path}"] = "needs a file of the store; Crm.Media.Tests opens it",
        ["admin/content/inside/{owner}/{part}/{type}"] = "a piece of an editor, fetched into its page",
        ["admin/content/choices/{field}"] = "what a picker finds, as JSON",
        ["admin/content/item/{id}/order"] = "takes a post and sends back",
        ["accent.css"] = "a style sheet",
        ["appearance"] = "takes a post and sends back",
        ["language"] = "takes a post and sends back",
        ["logout"] = "takes a post and sends on",
        ["login/code"] = "stands between two steps of the sign-in",
        ["admin/see-as/leave"] = "takes a post and sends back",
        ["admin/welcome/dismiss"] = "takes a post and sends back",
        ["admin/contacts/{id}/delete"] = "takes a post",
        ["admin/contacts/{id}/restore"] = "takes a post",
        ["admin/contacts/{id}/trashed"] = "needs a contact in the trash; Crm.Contacts.Tests opens one",
        ["admin/segments/{id}/delete"] = "takes a post",
        ["admin/segments/{id}/restore"] = "takes a post",
        ["admin/plans/{id}/delete"] = "takes a post",
        ["admin/plans/{id}/restore"] = "takes a post",
        ["admin/plans/{id}/undo"] = "takes a post",
        ["admin/campaigns/{id}/delete"] = "takes a post",
        ["admin/campaigns/{id}/restore"] = "takes a post",
        ["admin/stages/{key}/restore"] = "takes a post",
        ["admin/organisations/{id}/people"] = "takes a post and sends back",
        ["admin/households/{id}/members"] = "takes a post and sends back",
        ["error/{status:int:range(400,599)}"] = "answers with the error it shows, which the walk takes for a fault",
        ["admin/tenants/{name}/setup"] = "a tenant that waits for its setup would have to be there; Crm.Tenants.Tests opens it",
    };

    /// <summary>The addresses, without a leading slash.</summary>
    public Task<IReadOnlyList<string>> ListAsync() => site.Host.InTenantAsync<IReadOnlyList<string>>(site.Tenant, async services =>
    {
        var routes = Routes(services);
        var values = await ValuesAsync(services);
        var pages = new List<string>();
        foreach (var route in routes)
        {
            if (route.EndsWith("?}", StringComparison.Ordinal))
            {
                pages.Add(route[..route.LastIndexOf('/')]);
            }

            pages.Add(Parameter().Replace(route, match => values.GetValueOrDefault($"{route[..match.Index]}{{{match.Groups["name"].Value}}}")
                ?? throw new InvalidOperationException($"Give {match.Value} of /{route} a value in WalkedPages, or say in NotWalked why it is not walked.")).TrimEnd('/'));
        }

        pages.AddRange(["admin/search?q=lefevre", $"admin/people/import/{site.Imports.Done}/report", $"admin/people/merge?keep={values["admin/people/{id}"]}"]);
        pages.AddRange(["admin/mail-templates/new", "admin/mail-templates/sample-frame", $"admin/mail-templates/sample-thanks/try?person={values["admin/people/{id}"]}"]);
        pages.AddRange(["admin/mail-templates/sample-frame/blocks", "admin/mail-templates/sample-thanks/blocks?language=fr&beside=ar", $"admin/mail-templates/sample-thanks/preview?person={values["admin/people/{id}"]}&phone=true"]);
        pages.AddRange(["admin/people/distribution?by=country", "admin/calls?who=all", "admin/settings/topics?topic=catalogue", "admin/settings/contexts?context=bereavement", $"admin/contacts/{values["admin/households/{id}"]}/contexts", $"admin/campaigns/{site.Campaigns.Prepared}", $"admin/campaigns/{site.Campaigns.Prepared}/readers?which=clicked"]);
        pages.Add($"admin/plans/{values["admin/plans/{id}"]}/move?to=2027-01-10T20:00");
        pages.Add($"admin/people?segment={values["admin/segments/{id}"]}");
        return [.. pages.Distinct()];
    });

    /// <summary>The addresses of pages that need no record and are there in every tenant: tenants are kept in the first one alone.</summary>
    public Task<IReadOnlyList<string>> ListWithoutRecordsAsync() => site.Host.InTenantAsync<IReadOnlyList<string>>(site.Tenant, services =>
        Task.FromResult<IReadOnlyList<string>>([.. Routes(services).Where(route => !route.Contains('{', StringComparison.Ordinal) && !route.StartsWith("admin/tenants", StringComparison.Ordinal)), "admin/search?q=lefevre"]));

    private static List<string> Routes(IServiceProvider services) => services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>()
        .Select(page => page.AttributeRouteInfo?.Template?.TrimStart('/') ?? "").Where(route => !NotWalked.ContainsKey(route)).Distinct().Order(StringComparer.Ordinal).ToList();

    /// <summary>The value of each parameter, by what stands before it in the route.</summary>
    private async Task<Dictionary<string, string>> ValuesAsync(IServiceProvider services)
    {
        var index = services.GetRequiredService<ISession>().QueryIndex<ContentItemIndex>().Where(row => row.Latest);
        var (person, household) = (await FirstAsync("Person"), await FirstAsync("Household"));
        var organisation = await FirstAsync("Organisation");
        var relations = services.GetRequiredService<ISession>().QueryIndex<RelationIndex>();
        var history = services.GetRequiredService<IHistory>();
        // Other tests save people of their own meanwhile, and those saves belong to no batch.
        var saves = (await history.ListAsync(new HistoryFilter(Type: "Person"), 100)).Where(save => save.BatchId is not null).ToList();
        var user = (await services.GetRequiredService<UserManager<User>>().FindByNameAsync("invited"))!;
        return new Dictionary<string, string>
        {
            ["admin/contacts/{id}"] = person, ["admin/contacts/{id}/panels/{name}"] = "tasks", ["admin/tasks/{id}"] = await FirstAsync("Task"),
            ["admin/people/{id}"] = person, ["admin/households/{id}"] = household, ["admin/organisations/{id}"] = organisation, ["admin/segments/{id}"] = await FirstAsync("Segment"), ["admin/stages/{key}"] = "client", ["admin/people/{id}/cell/{column}"] = "source", ["admin/relation-kinds/{key}"] = "godmother", ["admin/people/{id}/relations/{relation}"] = await relations.Where(row => row.FirstId == person || row.SecondId == person).Select(row => row.RelationId).FirstAsync(),
            ["admin/campaigns/{id}"] = site.Campaigns.Draft, ["admin/plans/{id}"] = await FirstAsync("Plan"), ["admin/plans/{id}/steps/{key}"] = "letters", ["admin/content/{type}"] = "Person", ["admin/content/item/{id}"] = person,
            ["admin/content-types/{name}"] = "Toy", ["admin/content-types/{name}/fields/{path}"] = "Toy.Club", ["admin/content-types/{name}/parts/{part}"] = "TitlePart",
            ["admin/audit/{id}"] = saves[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture), ["admin/audit/record/{contentItemId}"] = person, ["admin/audit/batch/{batchId}"] = saves[0].BatchId!,
            ["admin/users/{id}"] = user.UserId, ["admin/teams/{id}"] = (await services.GetRequiredService<Teams>().ListAsync())[0].TeamId,
            ["admin/tenants/{name}"] = ShellSettings.DefaultShellName,
            ["account/open/{token}"] = site.Invitation, ["admin/mailbox/{id}"] = site.Mail, ["admin/mail-in/{received}"] = site.Received, ["admin/webhooks/{id}"] = site.Webhook.Id, ["admin/webhooks/{id}/deliveries/{messageId}"] = site.Webhook.MessageId, ["admin/operations/{id}"] = site.Operation, ["admin/messages/{message}"] = site.Messages.Message, ["admin/mail-templates/{template}"] = "sample-thanks", ["admin/brake/{brake}"] = site.Messages.Brake, ["preferences/{token}"] = site.Messages.Token, ["admin/privacy/requests/{request}"] = site.Request, ["admin/people/import/{id}"] = site.Imports.Waiting,
        };

        async Task<string> FirstAsync(string type) => await index.Where(row => row.ContentType == type).OrderBy(row => row.DocumentId).Select(row => row.ContentItemId).FirstAsync();
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
