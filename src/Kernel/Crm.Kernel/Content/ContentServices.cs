using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Life;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Content.Trash;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Content;

/// <summary>Registration of the content room and of what modules add to it.</summary>
public static class ContentServices
{
    /// <summary>Adds items, definitions, parts and fields to a tenant.</summary>
    public static IServiceCollection AddContentKernel(this IServiceCollection services)
    {
        services.AddSingleton<SortKeys>();
        services.AddSingleton<HtmlCleaner>();
        services.AddScoped<IContentDefinitionManager, ContentDefinitionManager>();
        services.AddScoped<IContentManager, ContentManager>();
        services.AddScoped<ItemsNaming>();
        services.AddScoped<ContentShape>();
        services.AddScoped<ContentItemDisplay>();
        services.AddScoped<ItemTemplates>();
        services.AddScoped<Patterns>();
        services.AddScoped<ReservedPaths>();
        services.AddScoped<ItemPaths>();
        services.AddScoped<ItemLookup>();
        services.AddDataMigration<ContentMigration>();
        services.AddIndexProvider<ContentItemIndexProvider>();
        services.AddIndexProvider<AutoroutePartIndexProvider>();
        services.AddIndexProvider<AliasPartIndexProvider>();
        services.AddIndexProvider<ContainedPartIndexProvider>();
        services.AddIndexProvider<TaxonomyIndexProvider>();
        services.AddSingleton<FilterableFields>();
        services.AddDataMigration<FilterMigration>();
        services.AddIndexProvider<FilterIndexProvider>();
        services.AddScoped<IModularTenantEvents, KnowFilterableFields>();
        services.AddScoped<IContentDefinitionEventHandler, FilterBackfillPlan>();
        services.AddBackgroundTask<FillFilters>();
        services.AddContentHandler<TitleHandler>();
        services.AddContentHandler<UniqueNameHandler>();
        services.AddContentHandler<HomepageHandler>();
        AddParts(services);
        AddFields(services);
        return services;
    }

    /// <summary>Adds a part's class; its technical name is the class's.</summary>
    public static ContentPartRegistration AddContentPart<TPart>(this IServiceCollection services) where TPart : ContentPart, new()
    {
        services.Configure<ContentOptions>(options => options.Parts[typeof(TPart).Name] = typeof(TPart));
        return new ContentPartRegistration(services);
    }

    /// <summary>Adds a field's class; its technical name is the class's.</summary>
    public static ContentFieldRegistration AddContentField<TField>(this IServiceCollection services) where TField : ContentField, new()
    {
        services.Configure<ContentOptions>(options => options.Fields[typeof(TField).Name] = typeof(TField));
        return new ContentFieldRegistration(services);
    }

    private static void AddParts(IServiceCollection services)
    {
        services.AddContentPart<TitlePart>();
        services.AddContentPart<HtmlBodyPart>();
        services.AddContentPart<BagPart>();
        services.AddContentPart<AliasPart>();
        services.AddContentPart<AutoroutePart>();
        services.AddContentPart<TaxonomyPart>();
        services.AddContentPart<TermPart>();
        services.AddContentPart<ListPart>();
        services.AddContentPart<ContainedPart>();
        services.AddContentPart<TrashPart>();
    }

    private static void AddFields(IServiceCollection services)
    {
        services.AddContentField<TextField>().AddHandler<TextFieldHandler>();
        services.AddContentField<HtmlField>().AddHandler<HtmlFieldHandler>();
        services.AddContentField<NumericField>().AddHandler<NumericFieldHandler>();
        services.AddContentField<BooleanField>().AddHandler<BooleanFieldHandler>();
        services.AddContentField<DateField>().AddHandler<DateFieldHandler>();
        services.AddContentField<DateTimeField>().AddHandler<DateTimeFieldHandler>();
        services.AddContentField<TimeField>().AddHandler<TimeFieldHandler>();
        services.AddContentField<LinkField>().AddHandler<LinkFieldHandler>();
        services.AddContentField<MultiTextField>().AddHandler<MultiTextFieldHandler>();
        services.AddContentField<ContentPickerField>().AddHandler<ContentPickerFieldHandler>();
        services.AddContentField<TaxonomyField>().AddHandler<TaxonomyFieldHandler>();
        services.AddContentField<MediaField>().AddHandler<MediaFieldHandler>();
    }
}

/// <summary>Adds to a part's registration.</summary>
public sealed class ContentPartRegistration(IServiceCollection services)
{
    /// <summary>The tenant's services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Adds what shows and edits the part.</summary>
    public ContentPartRegistration UseDisplayDriver<TDriver>() where TDriver : class, IContentPartDisplayDriver
    {
        Services.AddScoped<IContentPartDisplayDriver, TDriver>();
        return this;
    }

    /// <summary>Adds a content handler beside the part.</summary>
    public ContentPartRegistration AddHandler<THandler>() where THandler : ContentHandlerBase
    {
        Services.AddContentHandler<THandler>();
        return this;
    }
}

/// <summary>Adds to a field's registration.</summary>
public sealed class ContentFieldRegistration(IServiceCollection services)
{
    /// <summary>The tenant's services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Adds what shows and edits the field.</summary>
    public ContentFieldRegistration UseDisplayDriver<TDriver>() where TDriver : class, IContentFieldDisplayDriver
    {
        Services.AddScoped<IContentFieldDisplayDriver, TDriver>();
        return this;
    }

    /// <summary>Adds the field's rules.</summary>
    public ContentFieldRegistration AddHandler<THandler>() where THandler : class, IContentFieldHandler
    {
        Services.AddScoped<IContentFieldHandler, THandler>();
        return this;
    }
}
