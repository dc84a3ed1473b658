using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Segments.Rules;
using Crm.Contacts.Segments.Edit;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments;

/// <summary>Registration of segments and of the rules that modules add.</summary>
public static class SegmentServices
{
    /// <summary>Adds a module's rules.</summary>
    public static IServiceCollection AddSegmentRules<T>(this IServiceCollection services) where T : class, ISegmentRules => services.AddScoped<ISegmentRules, T>();

    internal static IServiceCollection AddSegments(this IServiceCollection services)
    {
        services.AddScoped<DayOperators>();
        services.AddSegmentRules<PersonRules>();
        services.AddSegmentRules<HouseholdRules>();
        services.AddSegmentRules<OrganisationRules>();
        services.AddSegmentRules<TimelineRules>();
        services.AddSegmentRules<FieldRules>();
        services.AddScoped<ConditionJson>();
        services.AddScoped<RuleBooks>();
        services.AddScoped(provider => new Segments(
            provider.GetRequiredService<ISession>(), provider.GetRequiredService<IContentManager>(), provider.GetRequiredService<Kernel.Security.Rights>(), provider.GetRequiredService<Visible>(),
            provider.GetRequiredService<RuleBooks>(), provider.GetRequiredService<ConditionJson>(), provider.GetRequiredService<IStringLocalizer<Segments>>()));
        services.AddScoped<AskedPeople>();
        services.AddScoped<SegmentBuilder>();
        services.AddScoped<PeoplePreview>();
        services.AddContentPart<SegmentPart>();
        services.AddContentHandler<SegmentHandler>();
        services.AddDataMigration<SegmentsMigration>();
        services.AddPermissionProvider<SegmentsPermissions>();
        services.AddRecipeStep<SegmentsStep>().AddRecipeExporter<SegmentsExporter>();
        return services;
    }
}
