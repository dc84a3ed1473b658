using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;

namespace Crm.Kernel.Content.Fields;

/// <summary>Rules of yes/no fields.</summary>
internal sealed class BooleanFieldHandler : ContentFieldHandler<BooleanField>
{
    protected override void Initialize(BooleanField field, ContentFieldLayout layout) => field.Value = layout.GetSettings<BooleanFieldSettings>().DefaultValue;

    protected override void Validate(BooleanField field, ContentFieldFaults faults)
    {
    }
}
