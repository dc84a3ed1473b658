using Crm.Content.Fields;
using Crm.Content.Items;
using Crm.Content.Parts;
using Crm.Content.Public;
using Crm.Content.Types;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Parts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddNavigationProvider<ContentMenu>().AddPermissionProvider<ContentPermissions>();
        services.AddScoped<TypeEditor>().AddScoped<ItemRights>().AddScoped<BulkItems>();
        services.AddSingleton<MatcherPolicy, ByAddress>();
        services.AddScoped<PickerChoices>();
        services.AddScoped<TermChoices>();

        services.AddContentPart<TitlePart>().UseDisplayDriver<TitlePartDisplayDriver>();
        services.AddContentPart<HtmlBodyPart>().UseDisplayDriver<HtmlBodyPartDisplayDriver>();
        services.AddContentPart<AliasPart>().UseDisplayDriver<AliasPartDisplayDriver>();
        services.AddContentPart<BagPart>().UseDisplayDriver<BagPartDisplayDriver>();
        services.AddContentPart<TaxonomyPart>().UseDisplayDriver<TaxonomyPartDisplayDriver>();
        services.AddContentPart<ListPart>().UseDisplayDriver<ListPartDisplayDriver>();
        services.AddScoped<ContainedRows>();
        services.AddContentPart<AutoroutePart>().UseDisplayDriver<AutoroutePartDisplayDriver>();

        services.AddContentField<TextField>().UseDisplayDriver<TextFieldDisplayDriver>();
        services.AddContentField<BooleanField>().UseDisplayDriver<BooleanFieldDisplayDriver>();
        services.AddContentField<NumericField>().UseDisplayDriver<NumericFieldDisplayDriver>();
        services.AddContentField<DateField>().UseDisplayDriver<DateFieldDisplayDriver>();
        services.AddContentField<DateTimeField>().UseDisplayDriver<DateTimeFieldDisplayDriver>();
        services.AddContentField<TimeField>().UseDisplayDriver<TimeFieldDisplayDriver>();
        services.AddContentField<HtmlField>().UseDisplayDriver<HtmlFieldDisplayDriver>();
        services.AddContentField<LinkField>().UseDisplayDriver<LinkFieldDisplayDriver>();
        services.AddContentField<MultiTextField>().UseDisplayDriver<MultiTextFieldDisplayDriver>();
        services.AddContentField<ContentPickerField>().UseDisplayDriver<ContentPickerFieldDisplayDriver>();
        services.AddContentField<TaxonomyField>().UseDisplayDriver<TaxonomyFieldDisplayDriver>();
    }
}
