using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Activities", Name = "Activities", Description = "Tasks with reminders and repetition.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts"])]
