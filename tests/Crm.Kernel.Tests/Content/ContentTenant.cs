using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using Crm.Kernel.Modules;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Kernel.Tests.Data;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Content;

/// <summary>A tenant with data and content, and a few types.</summary>
internal static class ContentTenant
{
    public static Task<TestTenant> CreateAsync(string provider = "Sqlite", Action<IServiceCollection>? more = null) => TestTenant.CreateAsync(provider, services =>
    {
        services.AddLogging();
        services.AddLocalization();
        services.AddRouting();
        services.AddSingleton<IExtensionManager>(ExtensionManager.Discover("Crm.Host", Path.Combine(AppContext.BaseDirectory, "plugins")));
        services.AddSettingsKernel().AddContentKernel().AddLiquidKernel().AddUserKernel(new ShellSettings { Name = "Shop" });
        more?.Invoke(services);
    });

    public static Task ContentAsync(this TestTenant tenant, Func<IContentManager, Task> work, Action<ChangeContext>? context = null)
        => tenant.DoAsync((services, _) => work(services.GetRequiredService<IContentManager>()), context);

    public static Task<T> ContentAsync<T>(this TestTenant tenant, Func<IContentManager, Task<T>> question)
        => tenant.AskAsync(services => question(services.GetRequiredService<IContentManager>()));

    public static Task DefineAsync(this TestTenant tenant, Func<IContentDefinitionManager, Task> work)
        => tenant.DoAsync((services, _) => work(services.GetRequiredService<IContentDefinitionManager>()));

    /// <summary>A type with a title and a text field, with or without versions.</summary>
    public static Task DefinePageAsync(this TestTenant tenant, bool versionable, Action<ContentPartDefinitionBuilder>? fields = null) => tenant.DefineAsync(async definitions =>
    {
        await definitions.AlterPartDefinitionAsync("Page", part =>
        {
            part.WithField("Body", field => field.OfType("TextField").WithDisplayName("Body text"));
            fields?.Invoke(part);
        });
        await definitions.AlterTypeDefinitionAsync("Page", type => type.DisplayedAs("Page").Draftable().Versionable(versionable).Creatable().Listable()
            .WithPart("TitlePart", part => part.WithPosition("0")).WithPart("Page", part => part.WithPosition("1")));
    });

    public static async Task<string> PageAsync(this TestTenant tenant, string title, VersionOptions options = VersionOptions.Published)
    {
        var id = "";
        await tenant.ContentAsync(async contents =>
        {
            var item = await contents.NewAsync("Page");
            item.Alter<Crm.Kernel.Content.Parts.TitlePart>(part => part.Title = title);
            await contents.CreateAsync(item, options);
            id = item.ContentItemId;
        });
        return id;
    }
}
