using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Recipes;

/// <summary>Steps as Orchard Core writes them.</summary>
public class OrchardSamplesTests
{
    public static TheoryData<string> Kept { get; } =
    [
        """{ "name": "layers", "Layers": [ { "Name": "Home", "LayerRule": { "ConditionId": "4a", "Conditions": [ { "$type": "OrchardCore.Rules.Models.HomepageCondition, OrchardCore.Rules", "Name": "HomepageCondition", "Value": true } ] } }, { "Name": "Always", "Rule": "true" } ] }""",
        """{ "name": "lucene-index", "Indices": [ { "Deals": { "AnalyzerName": "standardanalyzer", "IndexLatest": false, "IndexedContentTypes": ["Deal"] } } ] }""",
        """{ "name": "lucene-index", "Indices": [ "Deals" ] }""",
        """{ "name": "lucene-index-rebuild", "IncludeAll": false, "Indices": ["Deals"] }""",
        """{ "name": "CreateOrUpdateIndexProfile", "indexes": [ { "Id": "4a", "Name": "Deals", "IndexName": "deals", "ProviderName": "Lucene", "Type": "Content", "Properties": { "ContentIndexMetadata": { "IndexLatest": false } } } ] }""",
        """{ "name": "RebuildIndex", "IncludeAll": false, "IndexNames": ["Deals"] }""",
        """{ "name": "AdminMenu", "data": [ { "Id": "4a", "Name": "CRM", "Enabled": true, "MenuItems": [ { "$type": "OrchardCore.AdminMenu.AdminNodes.LinkAdminNode, OrchardCore.AdminMenu", "LinkText": "Deals", "Position": null } ] } ] }""",
        """{ "name": "WorkflowType", "data": [ { "WorkflowTypeId": "4wf", "Name": "Notify", "IsEnabled": true, "Activities": [ { "ActivityId": "4a1", "Name": "ContentPublishedEvent", "Properties": { "Condition": { "Expression": "input('x')" } } } ], "Transitions": [ { "Id": 0, "SourceActivityId": "4a1", "SourceOutcomeName": "Done", "DestinationActivityId": "4a2" } ] } ] }""",
        """{ "name": "AdminTemplates", "AdminTemplates": { "Content__Deal": { "Content": "{{ Model }}" } } }""",
        """{ "name": "ShortcodeTemplates", "ShortcodeTemplates": { "deal": { "Content": "x", "Hint": "", "Categories": ["HTML Content"] } } }""",
        """{ "name": "Placements", "Placements": { "TextField": [ { "place": "Content:1", "differentiator": "Deal-Stage" } ] } }""",
        """{ "name": "Sitemaps", "data": [ { "$type": "OrchardCore.Sitemaps.Models.Sitemap, OrchardCore.Sitemaps.Abstractions", "SitemapId": "4a", "Name": "Main" } ] }""",
        """{ "name": "MediaProfiles", "MediaProfiles": { "thumb": { "Hint": "", "Width": 120 } } }""",
        """{ "name": "deployment", "Plans": [ { "Name": "Export deals", "Steps": [ { "Type": "ContentDeploymentStep", "Step": { "ContentTypes": ["Deal"] } } ] } ] }""",
        """{ "name": "FeatureProfiles", "FeatureProfiles": { "basic": { "Id": "basic", "FeatureRules": [ { "Rule": "Exclude", "Expression": "Crm.Forecast" } ] } } }""",
        """{ "name": "UrlRewriting", "Rules": [ { "Id": "4a", "Source": "Redirect", "Pattern": "^/old(.*)$", "SubstitutionPattern": "/new$1" } ] }""",
        """{ "name": "custom-user-settings", "AnyKey": [ { "userId": "4a", "user-custom-user-settings": [ { "ContentType": "UserProfile" } ] } ] }""",
    ];

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task A_step_no_feature_uses_yet_is_stored_without_loss_and_goes_out_as_it_came(string step)
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var report = await tenant.RunAsync("{ \"steps\": [ " + step + " ] }");
        Assert.Equal([], report.Problems);
        Assert.Equal(RecipeStepState.Kept, Assert.Single(report.Steps).State);
        Assert.Contains("not used yet", report.Steps[0].Message);
        var kept = Assert.Single((await tenant.AskAsync(services => services.GetRequiredService<IDocumentManager<KeptSteps>>().GetOrCreateImmutableAsync())).Steps);
        var written = System.Text.Json.Nodes.JsonNode.Parse(step);
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(written, kept));
        var exported = await tenant.AskAsync(services => services.GetServices<IRecipeExporter>().Single(one => one.StepName == "*").ExportAsync(null));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(written, Assert.Single(exported)));
    }

    [Theory]
    [InlineData("""{ "name": "feature", "enable": ["OrchardCore.Contents", "OrchardCore.Users"], "disable": [] }""")]
    [InlineData("""{ "name": "themes", "site": "TheTheme", "admin": "TheAdmin" }""")]
    [InlineData("""{ "name": "Settings", "SiteName": "CRM", "PageTitleFormat": "{% page_title Site.SiteName %}", "BaseUrl": "", "TimeZoneId": "Europe/Paris", "Calendar": "", "PageSize": 10, "MaxPageSize": 100, "UseCdn": false, "ResourceDebugMode": 0, "SuperUser": "[js: parameters('AdminUserId')]", "HomeRoute": { "Action": "Display", "Controller": "Item", "Area": "OrchardCore.Contents" }, "LayerSettings": { "Zones": ["Content", "Footer"] }, "LocalizationSettings": { "DefaultCulture": "fr", "SupportedCultures": ["fr", "en"] } }""")]
    [InlineData("""{ "name": "Roles", "Roles": [ { "Name": "Sales", "Description": "…", "Permissions": ["ViewContent", "Edit_Deal"], "PermissionBehavior": "Replace" } ] }""")]
    [InlineData("""{ "name": "Users", "Users": [ { "UserId": "4a", "UserName": "ann", "Email": "a@x.org", "EmailConfirmed": true, "PasswordHash": "x", "IsEnabled": true, "NormalizedEmail": "A@X.ORG", "NormalizedUserName": "ANN", "SecurityStamp": "s", "ResetToken": null, "AccessFailedCount": 0, "IsLockoutEnabled": true, "TwoFactorEnabled": false, "PhoneNumber": null, "PhoneNumberConfirmed": false, "RoleNames": ["Administrator"] } ] }""")]
    [InlineData("""{ "name": "queries", "Queries": [ { "Source": "Sql", "Name": "Recent", "Template": "select DocumentId from ContentItemIndex", "ReturnDocuments": true } ] }""")]
    [InlineData("""{ "name": "Templates", "Templates": { "Content__Deal": { "Description": "", "Content": "{{ Model.ContentItem.DisplayText }}" } } }""")]
    [InlineData("""{ "name": "Translations", "Translations": [ { "culture": "fr", "context": "Content Types", "key": "Deal", "value": "Affaire" } ] }""")]
    [InlineData("""{ "name": "ReplaceContentDefinition", "ContentTypes": [ { "Name": "Deal", "DisplayName": "Deal", "Settings": { "ContentTypeSettings": { "Creatable": true } }, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "TitlePartSettings": { "Options": 3 } } }, { "PartName": "Deal", "Name": "Deal", "Settings": {} } ] } ], "ContentParts": [ { "Name": "Deal", "Settings": { "ContentPartSettings": { "Attachable": false } }, "ContentPartFieldDefinitionRecords": [ { "FieldName": "NumericField", "Name": "Amount", "Settings": { "NumericFieldSettings": { "Minimum": 0, "Scale": 2 } } } ] } ] }""")]
    public async Task A_step_of_ours_is_read_as_orchard_writes_it_and_runs_twice(string step)
    {
        await using var tenant = await RecipeTenant.CreateAsync();
        var recipe = "{ \"steps\": [ " + step + " ] }";
        Assert.Equal([], (await tenant.RunAsync(recipe)).Problems);
        Assert.Equal(RecipeOutcome.Done, (await tenant.RunAsync(recipe)).Outcome);
    }
}
