using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "PanelModule", Name = "Panels", Category = "Tests", Dependencies = ["Crm.Contacts"])]
