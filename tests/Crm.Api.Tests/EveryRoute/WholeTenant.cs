using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Modules;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>Two tenants with every module on; in the first, people and gifts whose hidden fields hold a canary, and somebody who may do all but what is critical.</summary>
public sealed class WholeTenant : IAsyncLifetime
{
    public const string Canary = "Kanarienvogel73";

    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    public ShellSettings Other { get; private set; } = null!;

    /// <summary>Ids that addresses may carry: items, versions, accounts.</summary>
    public List<string> Ids { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync();
        var extensions = Host.Services.GetRequiredService<IExtensionManager>();
        string[] all = [.. extensions.GetFeatures().Where(feature => !feature.DefaultTenantOnly).Select(feature => feature.Id)];
        Tenant = await Host.SetupTenantAsync("Whole", prefix: "whole", features: all);
        Other = await Host.SetupTenantAsync("Other", prefix: "other", features: all);
        await Host.InTenantAsync(Tenant, HideAsync);
        await Host.InTenantAsync(Tenant, FillAsync);
        var rights = await Host.InTenantAsync(Tenant, async services => (await services.GetRequiredService<PermissionCatalog>().ListAsync()).Where(right => !right.IsSecurityCritical).Select(right => right.Name).ToArray());
        await Host.AddRoleAsync(Tenant, "Limited", rights);
        Ids.Add((await Host.AddUserAsync(Tenant, "limited", "Limited")).UserId);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static async Task HideAsync(IServiceProvider services)
    {
        await OneTenant.AddGiftAsync(services.GetRequiredService<IContentDefinitionManager>());
        var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
        var all = await documents.GetOrCreateMutableAsync();
        all.Fields.AddRange([
            new FieldRight { ContentType = "Gift", Path = "Gift.Secret" },
            new FieldRight { ContentType = "Person", Path = "PersonPart.Notes" },
            new FieldRight { ContentType = "Person", Path = "PersonPart.Function" },
            new FieldRight { ContentType = "Person", Path = "PersonPart.BirthName" },
            new FieldRight { ContentType = "Person", Path = "ContactPointsPart.Emails" },
        ]);
        await documents.UpdateAsync(all);
    }

    private async Task FillAsync(IServiceProvider services)
    {
        var content = services.GetRequiredService<IContentManager>();
        var gift = await content.NewAsync("Gift");
        gift.Merge(new System.Text.Json.Nodes.JsonObject
        {
            ["TitlePart"] = new System.Text.Json.Nodes.JsonObject { ["Title"] = "A gift" },
            ["Gift"] = new System.Text.Json.Nodes.JsonObject { ["Secret"] = new System.Text.Json.Nodes.JsonObject { ["Text"] = Canary } },
        });
        await content.CreateAsync(gift);
        var person = await content.NewAsync("Person");
        person.Merge((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse($$"""
            { "PersonPart": { "GivenName": "Odile", "FamilyName": "Martin", "Notes": "{{Canary}}", "Function": "{{Canary}}", "BirthName": "{{Canary}}" },
              "ContactPointsPart": { "Emails": [ { "Address": "{{Canary}}@example.org" } ] } }
            """)!);
        await content.CreateAsync(person);
        person.Merge((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse($$"""{ "PersonPart": { "Notes": "{{Canary}} again" } }""")!);
        await content.UpdateAsync(person);
        await services.GetRequiredService<ISession>().FlushAsync();
        Ids.AddRange([gift.ContentItemId, person.ContentItemId]);
    }
}
